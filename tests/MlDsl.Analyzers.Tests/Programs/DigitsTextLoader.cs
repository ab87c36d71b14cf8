// mutate: ml=ml metric=MicroAccuracy evaluate=Evaluate
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;

var ml = new MLContext(seed: 4);
var columns = new[]
{
    new TextLoader.Column("PixelValues", DataKind.Single, 0, 63),
    new TextLoader.Column("Number", DataKind.Single, 64),
};
var train = ml.Data.LoadFromTextFile("digits-train.csv", columns, separatorChar: ',');
var test = ml.Data.LoadFromTextFile("digits-test.csv", columns, separatorChar: ',');

var pipeline = ml.Transforms.Conversion.MapValueToKey("Label", "Number", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
    .Append(ml.Transforms.Concatenate("Features", "PixelValues"))
    .AppendCacheCheckpoint(ml)
    .Append(ml.MulticlassClassification.Trainers.LightGbm(new LightGbmMulticlassTrainer.Options { LabelColumnName = "Label", NumberOfLeaves = 20 }))
    .Append(ml.Transforms.Conversion.MapKeyToValue("Digit", "PredictedLabel"));

var model = pipeline.Fit(train);
var metrics = ml.MulticlassClassification.Evaluate(model.Transform(test), labelColumnName: "Label");
Console.WriteLine(metrics.MicroAccuracy);
ml.Model.Save(model, train.Schema, "digits.zip");
