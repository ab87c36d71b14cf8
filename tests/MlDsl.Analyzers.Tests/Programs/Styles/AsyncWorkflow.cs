using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Newsroom;

public readonly record struct Progress(string Stage, int Percent);

public interface IArticleFeed
{
    IAsyncEnumerable<Article> ReadAsync(CancellationToken cancellation);
}

public sealed class HeadlineWorkflow
{
    private readonly MLContext _ml = new(seed: 77);
    private readonly IArticleFeed _feed;
    private readonly IProgress<Progress> _progress;

    public HeadlineWorkflow(IArticleFeed feed, IProgress<Progress> progress) => (_feed, _progress) = (feed, progress);

    public async Task<(ITransformer Model, double Accuracy)> RunAsync(Stream destination, CancellationToken cancellation = default)
    {
        _progress.Report(new("load", 0));
        var articles = new List<Article>();
        await foreach (Article article in _feed.ReadAsync(cancellation).ConfigureAwait(false)) articles.Add(article);

        IDataView view = _ml.Data.LoadFromEnumerable(articles);
        var (train, test) = Split(view);
        _progress.Report(new("train", 20));

        ITransformer model = await TrainAsync(/*MLD1102:*/train/*=> test*/, cancellation);
        _progress.Report(new("evaluate", 80));

        double accuracy = await Task.Run(() => Accuracy(model, /*MLD1101:*/test/*=> train*/), cancellation);
        await SaveAsync(model, view.Schema, destination, cancellation);
        return (model, accuracy);
    }

    private (IDataView Train, IDataView Test) Split(IDataView view)
    {
        var parts = _ml.Data.TrainTestSplit(view, testFraction: 0.2, samplingKeyColumnName: /*MLD1105:*/nameof(Article.Outlet)/*=> nameof(Article.Topic)*/);
        return (parts.TrainSet, parts.TestSet);
    }

    private Task<ITransformer> TrainAsync(IDataView train, CancellationToken cancellation) => Task.Run<ITransformer>(() =>
    {
        var chain = _ml.Transforms.Conversion.MapValueToKey("Label", /*MLD1001:*/nameof(Article.Topic)/*=> "Theme"*/)
            .Append(_ml.Transforms.Text.FeaturizeText("TitleWords", /*MLD1001:*/nameof(Article.Title)/*=> "Headline"*/))
            .Append(_ml.Transforms.Text.FeaturizeText("BodyWords", nameof(Article.Body)))
            .Append(_ml.Transforms.Concatenate("Features", "TitleWords", /*MLD1001:*/"BodyWords"/*=> "TextWords"*/))
            .AppendCacheCheckpoint(_ml)
            .Append(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(/*MLD1004:*/"Label"/*=> nameof(Article.Topic)*/, "Features"))
            .Append(_ml.Transforms.Conversion.MapKeyToValue(/*MLD1001:*/"PredictedLabel"/*=> "PredictedTopic"*/));
        return chain.Fit(train);
    }, cancellation);

    private double Accuracy(ITransformer model, IDataView test)
    {
        MulticlassClassificationMetrics metrics = _ml.MulticlassClassification.Evaluate(model.Transform(test), /*MLD1006:*/"Label"/*=> nameof(Article.Outlet)*/);
        foreach (var (loss, index) in metrics.PerClassLogLoss.Select((l, i) => (l, i))) _progress.Report(new($"class {index}: {loss:F2}", 90));
        return metrics.MicroAccuracy;
    }

    private async Task SaveAsync(ITransformer model, DataViewSchema schema, Stream destination, CancellationToken cancellation)
    {
        using var memory = new MemoryStream();
        _ml.Model.Save(model, /*MLD1015:*/schema/*=> null*/, memory);
        memory.Position = 0;
        await memory.CopyToAsync(destination, cancellation);
    }
}

public sealed class Article
{
    public string Outlet { get; set; } = "";
    public string Title { get; set; } = "";
    public string Body { get; set; } = "";
    public string Topic { get; set; } = "";
}
