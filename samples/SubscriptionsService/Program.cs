using Subscriptions;
using SubscriptionsService;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddModel<CancelModel>(o => o.File = args is ["--model", var path, ..] ? path : "subscriptions.mldsl");
WebApplication app = builder.Build();
app.MapModel<CancelModel>("/cancels");
app.MapModelHealth("/health");

// `-- ask` asks questions over loopback and ends; without it the service waits for questions.
if (args is [.., "ask"]) await Ask.Once(app);
else await app.RunAsync();
