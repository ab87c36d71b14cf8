using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class EvaluatorOfAnotherTaskTests
{
    [Fact]
    public Task ReportsARegressionModelEvaluatedAsBinary() => MlNetTest.VerifyBody<EvaluatorOfAnotherTask>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        ml.BinaryClassification.{|MLD1008:Evaluate|}(model.Transform(split.TestSet), "Fare");
        """);

    [Fact]
    public Task AllowsChainsOfSeveralTasks() => MlNetTest.VerifyBody<EvaluatorOfAnotherTask>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var model = ml.Transforms.Concatenate("Features", "Miles").Append(ml.Clustering.Trainers.KMeans()).Append(ml.Regression.Trainers.FastTree("Fare")).Fit(split.TrainSet);
        ml.Clustering.Evaluate(model.Transform(split.TestSet));
        """);

    [Fact]
    public Task AllowsARegressionThatIsScoredByItsOrder() => MlNetTest.VerifyBody<EvaluatorOfAnotherTask>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path);
        var split = ml.Data.TrainTestSplit(data, 0.2, samplingKeyColumnName: "Vendor");
        var model = ml.Transforms.Concatenate("Features", "Miles").Append(ml.Regression.Trainers.FastTree("Fare")).Fit(split.TrainSet);
        ml.Ranking.Evaluate(model.Transform(split.TestSet), "Fare", "Vendor");
        """);

    [Fact]
    public Task AllowsAnomalyDetection() => MlNetTest.VerifyBody<EvaluatorOfAnotherTask>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var model = ml.Transforms.Concatenate("Features", "Miles").Append(ml.AnomalyDetection.Trainers.RandomizedPca()).Fit(split.TrainSet);
        ml.BinaryClassification.EvaluateNonCalibrated(model.Transform(split.TestSet), "Tipped");
        """);

    [Fact]
    public Task EvaluatesWithTheTrainersCatalog() => MlNetTest.FixBody<EvaluatorOfAnotherTask, EvaluatorOfAnotherTaskFix>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        ml.BinaryClassification.{|MLD1008:Evaluate|}(model.Transform(split.TestSet), "Fare");
        """, MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        ml.Regression.Evaluate(model.Transform(split.TestSet), "Fare");
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<EvaluatorOfAnotherTask>("""
        #pragma warning disable MLD1008
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = pipeline.Fit(split.TrainSet);
        ml.BinaryClassification.Evaluate(model.Transform(split.TestSet), "Fare");
        """);
}
