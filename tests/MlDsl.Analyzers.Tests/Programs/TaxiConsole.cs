// mutate: label=Fare ml=ml metric=RSquared evaluate=Evaluate
using Microsoft.ML;
using Microsoft.ML.Data;

var ml = new MLContext(seed: 1);
IDataView trips = ml.Data.LoadFromTextFile<TaxiTrip>("trips.csv", hasHeader: true, separatorChar: ',');
trips = ml.Data.FilterRowsByColumn(trips, "Fare", lowerBound: 1, upperBound: 150);
var split = ml.Data.TrainTestSplit(trips, testFraction: 0.2, seed: 1);

var pipeline = ml.Transforms.Categorical.OneHotEncoding("VendorCode", "Vendor")
    .Append(ml.Transforms.Categorical.OneHotEncoding("PaymentCode", "Payment"))
    .Append(ml.Transforms.NormalizeMeanVariance("Miles"))
    .Append(ml.Transforms.NormalizeMeanVariance("Seconds"))
    .Append(ml.Transforms.Concatenate("Features", "VendorCode", "PaymentCode", "Miles", "Seconds"))
    .Append(ml.Regression.Trainers.Sdca(labelColumnName: "Fare"));

var model = pipeline.Fit(split.TrainSet);
var scored = model.Transform(split.TestSet);
var metrics = ml.Regression.Evaluate(scored, labelColumnName: "Fare");
Console.WriteLine($"R²: {metrics.RSquared:F3}");

ml.Model.Save(model, split.TrainSet.Schema, "taxi.zip");
var engine = ml.Model.CreatePredictionEngine<TaxiTrip, TaxiFare>(model);
Console.WriteLine(engine.Predict(new TaxiTrip { Vendor = "CMT", Payment = "CRD", Miles = 2, Seconds = 600 }).Fare);

public class TaxiTrip
{
    [LoadColumn(0)] public string Vendor { get; set; } = "";
    [LoadColumn(1)] public float Miles { get; set; }
    [LoadColumn(2)] public float Seconds { get; set; }
    [LoadColumn(3)] public string Payment { get; set; } = "";
    [LoadColumn(4)] public float Fare { get; set; }
}

public class TaxiFare
{
    [ColumnName("Score")] public float Fare { get; set; }
}
