// mutate: ml=ml evaluate=Evaluate metric=RSquared
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

var ml = new MLContext();
IDataView training = ml.Data.LoadFromTextFile<Rating>("ratings-train.csv", hasHeader: true, separatorChar: ',');
IDataView testing = ml.Data.LoadFromTextFile<Rating>("ratings-test.csv", hasHeader: true, separatorChar: ',');

var options = new MatrixFactorizationTrainer.Options
{
    MatrixColumnIndexColumnName = "UserKey",
    MatrixRowIndexColumnName = "FilmKey",
    LabelColumnName = "Stars",
    NumberOfIterations = 20,
    ApproximationRank = 100,
};
var estimator = ml.Transforms.Conversion.MapValueToKey("UserKey", "UserId")
    .Append(ml.Transforms.Conversion.MapValueToKey("FilmKey", "FilmId"))
    .Append(ml.Recommendation().Trainers.MatrixFactorization(options));
ITransformer model = estimator.Fit(training);
var metrics = ml.Regression.Evaluate(model.Transform(testing), labelColumnName: "Stars", scoreColumnName: "Score");
Console.WriteLine(metrics.RSquared);
ml.Model.Save(model, training.Schema, "films.zip");

public class Rating
{
    [LoadColumn(0)] public float UserId;
    [LoadColumn(1)] public float FilmId;
    [LoadColumn(2)] public float Stars;
}
