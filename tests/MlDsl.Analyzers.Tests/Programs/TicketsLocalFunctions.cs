// mutate: label=Area ml=ml metric=MacroAccuracy evaluate=Evaluate
using Microsoft.ML;
using Microsoft.ML.Data;

var ml = new MLContext(seed: 0);
string path = args.Length > 0 ? args[0] : "tickets.tsv";
var (training, holdout) = Load();
var pipeline = Text().Append(Trainer());
var model = pipeline.Fit(training);
var quality = Quality(holdout);
Console.WriteLine($"{quality.MacroAccuracy:P1}");
if (quality.MacroAccuracy < 0.5) return;
ml.Model.Save(model, training.Schema, "tickets.zip");

(IDataView, IDataView) Load()
{
    var all = ml.Data.LoadFromTextFile<Ticket>(path, hasHeader: true);
    var parts = ml.Data.TrainTestSplit(all, testFraction: 0.1);
    return (parts.TrainSet, parts.TestSet);
}

IEstimator<ITransformer> Text() => ml.Transforms.Conversion.MapValueToKey("Label", "Area")
    .Append(ml.Transforms.Text.FeaturizeText("TitleWords", "Title"))
    .Append(ml.Transforms.Text.FeaturizeText("BodyWords", "Body"))
    .Append(ml.Transforms.Concatenate("Features", "TitleWords", "BodyWords"))
    .AppendCacheCheckpoint(ml);

IEstimator<ITransformer> Trainer() => ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Label", "Features")
    .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

MulticlassClassificationMetrics Quality(IDataView rows) => ml.MulticlassClassification.Evaluate(model.Transform(rows));

public record Ticket
{
    [LoadColumn(0)] public string Area { get; set; } = "";
    [LoadColumn(1)] public string Title { get; set; } = "";
    [LoadColumn(2)] public string Body { get; set; } = "";
}
