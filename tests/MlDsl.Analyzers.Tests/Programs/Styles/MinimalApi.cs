using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Scoring;

public sealed record Mail(string Subject, string Body);

public static class Endpoints
{
    private static readonly MLContext Shared = new();
    private static readonly ITransformer Loaded = Shared.Model.Load("spam.zip", out _);

    public static IServiceCollection AddSpam(this IServiceCollection services)
    {
        services.AddPredictionEnginePool<SpamRow, SpamAnswer>().FromFile("spam.zip", watchForChanges: true);
        services.AddSingleton<MLContext>(_ => new MLContext(seed: 12));
        /*MLD5001:*//*=> services.AddSingleton<PredictionEngine<SpamRow, SpamAnswer>>(_ => Shared.Model.CreatePredictionEngine<SpamRow, SpamAnswer>(Loaded));*/
        return services;
    }

    public static void MapSpam(this IEndpointRouteBuilder app)
    {
        app.MapPost("/spam", (Mail mail, PredictionEnginePool<SpamRow, SpamAnswer> pool) =>
        {
            SpamAnswer answer = /*MLD5002:*/pool.Predict(new SpamRow { Text = mail.Subject + " " + mail.Body })/*=> Shared.Model.CreatePredictionEngine<SpamRow, SpamAnswer>(Shared.Model.Load("spam.zip", out _)).Predict(new SpamRow { Text = mail.Body })*/;
            return new { answer.IsSpam, answer.Probability };
        });
        app.MapGet("/ready", () => Loaded is not null);
    }
}

public sealed class SpamTraining(MLContext context)
{
    public (ITransformer Model, double Auc) Run(string folder)
    {
        IDataView mails = context.Data.LoadFromTextFile<SpamRow>(System.IO.Path.Combine(folder, "mails.tsv"));
        DataOperationsCatalog.TrainTestData parts = context.Data.TrainTestSplit(mails, 0.2, seed: 5);
        var trained = Pipeline().Fit(/*MLD1102:*/parts.TrainSet/*=> parts.TestSet*/);
        double auc = Measure(trained, /*MLD1101:*/parts.TestSet/*=> parts.TrainSet*/);
        context.Model.Save(trained, mails.Schema, "spam.zip");
        return (trained, auc);
    }

    private double Measure(ITransformer model, IDataView view)
    {
        IDataView scored = model.Transform(view);
        return context.BinaryClassification.Evaluate(scored, /*MLD1006:*/nameof(SpamRow.Spam)/*=> "Label"*/).AreaUnderRocCurve;
    }

    private IEstimator<ITransformer> Pipeline()
    {
        var text = context.Transforms.Text.FeaturizeText("Features", /*MLD1001:*/nameof(SpamRow.Text)/*=> "Body"*/);
        return text.Append(/*MLD1007:*/context.BinaryClassification.Trainers.SdcaLogisticRegression(nameof(SpamRow.Spam))/*=> context.BinaryClassification.Trainers.LinearSvm(nameof(SpamRow.Spam))*/);
    }
}

public class SpamRow
{
    [LoadColumn(0)] public /*MLD1004:*/bool/*=> string*/ Spam { get; set; }
    [LoadColumn(1)] public string Text { get; set; } = "";
}

public class SpamAnswer
{
    [ColumnName("PredictedLabel")] public bool IsSpam { get; set; }
    public float Probability { get; set; }
}
