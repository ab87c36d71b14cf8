// mutate: label=Sentiment ml=context metric=Accuracy evaluate=Evaluate
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Reviews;

public sealed class SentimentService
{
    private readonly MLContext context = new(seed: 0);
    private DataOperationsCatalog.TrainTestData split;
    private ITransformer? model;

    public void Load(string path)
    {
        IDataView reviews = context.Data.LoadFromTextFile<Review>(path, hasHeader: true);
        split = context.Data.TrainTestSplit(reviews, testFraction: 0.25);
    }

    public void Train()
    {
        var pipeline = context.Transforms.Text.FeaturizeText(outputColumnName: "TextFeatures", inputColumnName: nameof(Review.Text))
            .Append(context.Transforms.Concatenate("Features", "TextFeatures"))
            .Append(context.BinaryClassification.Trainers.SdcaLogisticRegression(labelColumnName: nameof(Review.Sentiment)));
        model = pipeline.Fit(split.TrainSet);
    }

    public double Test()
    {
        IDataView predictions = model!.Transform(split.TestSet);
        var metrics = context.BinaryClassification.Evaluate(predictions, labelColumnName: nameof(Review.Sentiment));
        return metrics.Accuracy;
    }

    public void Save(string path) => context.Model.Save(model!, split.TrainSet.Schema, path);
}

public class Review
{
    [LoadColumn(0)] public string Text { get; set; } = "";
    [LoadColumn(1)] public bool Sentiment { get; set; }
}
