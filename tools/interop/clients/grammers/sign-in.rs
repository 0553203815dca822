//! Signs in on the sandbox with grammers: the job in the environment, one JSON line per thing that happened.

// begin: imports
use std::env::var;
use std::error::Error;
use std::net::{Ipv6Addr, SocketAddrV4, SocketAddrV6};
use std::sync::Arc;
use std::time::Duration;

use grammers_client::session::storages::MemorySession;
use grammers_client::session::types::DcOption;
use grammers_client::session::{Session, SessionData};
use grammers_client::{Client, InvocationError, SenderPool, SignInError, tl};

type Outcome<T> = Result<T, Box<dyn Error>>;
// end: imports

fn tell(event: &str, field: &str, value: &str) {
    println!(r#"{{"event":"{event}","{field}":"{value}"}}"#);
}

// begin: point
// TELEGRAM_DC=2@127.0.0.1:4430,4@127.0.0.1:4431, as `latchkey sandbox` prints it.
async fn sandbox_session() -> Outcome<Arc<MemorySession>> {
    let session = MemorySession::from(SessionData::default());
    for (at, entry) in var("TELEGRAM_DC")?.split(',').enumerate() {
        let (id, address) = entry.split_once('@').ok_or("no @ in TELEGRAM_DC")?;
        let (id, ipv4): (i32, SocketAddrV4) = (id.parse()?, address.parse()?);
        let ipv6 = SocketAddrV6::new(Ipv6Addr::LOCALHOST, ipv4.port(), 0, 0);
        session.set_dc_option(&DcOption { id, ipv4, ipv6, auth_key: None }).await?;
        if at == 0 {
            session.set_home_dc_id(id).await?;
        }
    }
    Ok(Arc::new(session))
}
// end: point

async fn sign_in(client: &Client, phone: &str) -> Outcome<()> {
    let signed_in = match var("RESEND_AFTER_SECONDS") {
        Ok(seconds) => sign_in_resent(client, phone, seconds.parse()?).await?,
        Err(_) => sign_in_sent(client, phone).await?,
    };
    if let Some(token) = signed_in {
        tell("passwordNeeded", "hint", token.hint().unwrap_or_default());
        give_password(client, token).await?;
    }
    let me = client.get_me().await?;
    let (id, name) = (me.id().bare_id().unwrap_or_default(), me.first_name().unwrap_or_default());
    let phone = me.phone().unwrap_or_default();
    println!(r#"{{"event":"signedIn","userId":{id},"firstName":"{name}","phone":"{phone}"}}"#);
    Ok(())
}

type PasswordToken = grammers_client::client::PasswordToken;

/// By the methods meant for it, which do not tell how the code was sent.
async fn sign_in_sent(client: &Client, phone: &str) -> Outcome<Option<PasswordToken>> {
    let token = client.request_login_code(phone, &"a".repeat(32)).await?;
    println!(r#"{{"event":"sent"}}"#);
    if let Ok(wrong) = var("WRONG_CODE") {
        match client.sign_in(&token, &wrong).await {
            Err(SignInError::InvalidCode) => tell("refused", "error", "PHONE_CODE_INVALID"),
            other => return Err(format!("the wrong code: {other:?}").into()),
        }
    }
    match client.sign_in(&token, &var("CODE")?).await {
        Err(SignInError::PasswordRequired(token)) => Ok(Some(token)),
        Err(error) => Err(error.into()),
        Ok(_) => Ok(None),
    }
}

/// A login token hides its hash, so a resend is made of raw requests.
async fn sign_in_resent(client: &Client, phone: &str, seconds: f64) -> Outcome<Option<PasswordToken>> {
    let settings = tl::types::CodeSettings {
        allow_flashcall: false,
        current_number: false,
        allow_app_hash: false,
        allow_missed_call: false,
        allow_firebase: false,
        unknown_number: false,
        logout_tokens: None,
        token: None,
        app_sandbox: None,
    };
    let sent = client
        .invoke(&tl::functions::auth::SendCode {
            phone_number: phone.to_string(),
            api_id: 1,
            api_hash: "a".repeat(32),
            settings: settings.into(),
        })
        .await;
    let hash = sent_hash(sent)?;
    tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
    let resent = client
        .invoke(&tl::functions::auth::ResendCode {
            phone_number: phone.to_string(),
            phone_code_hash: hash,
            reason: None,
        })
        .await;
    client
        .invoke(&tl::functions::auth::SignIn {
            phone_number: phone.to_string(),
            phone_code_hash: sent_hash(resent)?,
            phone_code: Some(var("CODE")?),
            email_verification: None,
        })
        .await?;
    Ok(None)
}

fn sent_hash(answer: Result<tl::enums::auth::SentCode, InvocationError>) -> Outcome<String> {
    let tl::enums::auth::SentCode::Code(sent) = answer? else {
        return Err("no auth.sentCode".into());
    };
    let shown = format!("{:?}", sent.r#type);
    tell("sent", "type", shown.split('(').next().unwrap_or_default());
    Ok(sent.phone_code_hash)
}

async fn give_password(client: &Client, token: PasswordToken) -> Outcome<()> {
    let mut token = token;
    if let Ok(wrong) = var("WRONG_PASSWORD") {
        token = match client.check_password(token, wrong).await {
            // The challenge is spent; grammers hands the same one out again.
            Err(SignInError::InvalidPassword(_)) => {
                tell("refused", "error", "PASSWORD_HASH_INVALID");
                let fresh = client.invoke(&tl::functions::account::GetPassword {}).await?;
                PasswordToken::new(fresh.into())
            }
            other => return Err(format!("the wrong password: {other:?}").into()),
        };
    }
    client.check_password(token, var("PASSWORD")?).await?;
    Ok(())
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let SenderPool { runner, handle, .. } = SenderPool::new(sandbox_session().await?, 1);
    let client = Client::new(handle);
    let pool = tokio::spawn(runner.run());
    let outcome = sign_in(&client, &var("PHONE")?).await;
    client.disconnect();
    pool.await?;
    outcome
}
