// Signs in on the sandbox with gotd: the job in the environment, one JSON line per thing that happened.
package main

// begin: imports
import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gotd/td/telegram"
	"github.com/gotd/td/telegram/auth"
	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"
	"github.com/gotd/td/transport"
)

var transports = map[string]dcs.Protocol{
	"abridged":     transport.Abridged,
	"full":         transport.Full,
	"intermediate": transport.Intermediate,
}

// end: imports

type fields map[string]any

func tell(event string, more fields) {
	line := fields{"event": event}
	for name, value := range more {
		line[name] = value
	}
	text, _ := json.Marshal(line)
	fmt.Println(string(text))
}

// begin: point
// TELEGRAM_DC=2@127.0.0.1:4430,4@127.0.0.1:4431 and TELEGRAM_DC_KEY=dc.pem, as `latchkey sandbox` prints them.
func sandboxClient(protocol dcs.Protocol) (*telegram.Client, error) {
	var list dcs.List
	for _, entry := range strings.Split(os.Getenv("TELEGRAM_DC"), ",") {
		id, address, _ := strings.Cut(entry, "@")
		host, port, _ := strings.Cut(address, ":")
		dc, _ := strconv.Atoi(id)
		number, _ := strconv.Atoi(port)
		list.Options = append(list.Options, tg.DCOption{ID: dc, IPAddress: host, Port: number})
	}
	key, err := publicKey(os.Getenv("TELEGRAM_DC_KEY"))
	if err != nil {
		return nil, err
	}
	return telegram.NewClient(1, strings.Repeat("a", 32), telegram.Options{
		PublicKeys: []telegram.PublicKey{{RSA: key}},
		DC:         list.Options[0].ID,
		DCList:     list,
		Resolver:   dcs.Plain(dcs.PlainOptions{Protocol: protocol}),
		NoUpdates:  true,
	}), nil
}

func publicKey(file string) (*rsa.PublicKey, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	return x509.ParsePKCS1PublicKey(block.Bytes)
}

// end: point

func signIn(ctx context.Context, client *telegram.Client, phone string) error {
	flow := client.Auth()
	hash, err := askForCode(ctx, client, phone)
	if err != nil {
		return err
	}
	if wrong, given := os.LookupEnv("WRONG_CODE"); given {
		if _, err := flow.SignIn(ctx, phone, wrong, hash); !tgerr.Is(err, "PHONE_CODE_INVALID") {
			return fmt.Errorf("the wrong code: %w", err)
		}
		tell("refused", fields{"error": "PHONE_CODE_INVALID"})
	}
	_, err = flow.SignIn(ctx, phone, os.Getenv("CODE"), hash)
	if errors.Is(err, auth.ErrPasswordAuthNeeded) {
		tell("passwordNeeded", nil)
		err = givePassword(ctx, flow)
	}
	if err != nil {
		return err
	}
	me, err := client.Self(ctx)
	if err == nil {
		tell("signedIn", fields{"userId": me.ID, "firstName": me.FirstName, "phone": me.Phone})
	}
	return err
}

func askForCode(ctx context.Context, client *telegram.Client, phone string) (string, error) {
	sent, err := client.Auth().SendCode(ctx, phone, auth.SendCodeOptions{})
	if err != nil {
		return "", err
	}
	code := sent.(*tg.AuthSentCode)
	tell("sent", fields{"type": code.Type.TypeName()})
	after, given := os.LookupEnv("RESEND_AFTER_SECONDS")
	if !given {
		return code.PhoneCodeHash, nil
	}
	seconds, _ := strconv.ParseFloat(after, 64)
	time.Sleep(time.Duration(seconds * float64(time.Second)))
	again := &tg.AuthResendCodeRequest{PhoneNumber: phone, PhoneCodeHash: code.PhoneCodeHash}
	sent, err = client.API().AuthResendCode(ctx, again)
	if err != nil {
		return "", err
	}
	code = sent.(*tg.AuthSentCode)
	tell("sent", fields{"type": code.Type.TypeName()})
	return code.PhoneCodeHash, nil
}

func givePassword(ctx context.Context, flow *auth.Client) error {
	if wrong, given := os.LookupEnv("WRONG_PASSWORD"); given {
		if _, err := flow.Password(ctx, wrong); !errors.Is(err, auth.ErrPasswordInvalid) {
			return fmt.Errorf("the wrong password: %w", err)
		}
		tell("refused", fields{"error": "PASSWORD_HASH_INVALID"})
	}
	_, err := flow.Password(ctx, os.Getenv("PASSWORD"))
	return err
}

func main() {
	protocol, known := transports[os.Getenv("TRANSPORT")]
	if !known {
		protocol = transport.Intermediate
	}
	client, err := sandboxClient(protocol)
	if err == nil {
		err = client.Run(context.Background(), func(ctx context.Context) error {
			return signIn(ctx, client, os.Getenv("PHONE"))
		})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
