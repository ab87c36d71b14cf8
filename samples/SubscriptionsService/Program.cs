using Subscriptions;
using SubscriptionsService;

CancelModel model = CancelModel.Load(args is ["--model", var path, ..] ? path : "subscriptions.mldsl");
WebApplication app = WebApplication.CreateSlimBuilder(args).Build();
app.MapPost("/cancels", (Subscription.Input input) => model.Predict(in input));

// `-- ask` asks one question over loopback and ends; without it the service waits for questions.
if (args is [.., "ask"]) await Ask.Once(app);
else await app.RunAsync();
