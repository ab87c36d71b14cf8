using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class ProbabilityFromUncalibratedTrainerTests
{
    [Fact]
    public Task ReportsEvaluate() => MlNetTest.VerifyBody<ProbabilityFromUncalibratedTrainer>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var model = ml.Transforms.Concatenate("Features", "Miles").Append(ml.BinaryClassification.Trainers.LinearSvm("Tipped")).Fit(split.TrainSet);
        ml.BinaryClassification.{|MLD1007:Evaluate|}(model.Transform(split.TestSet), "Tipped");
        """);

    [Fact]
    public Task ReportsCrossValidate() => MlNetTest.VerifyBody<ProbabilityFromUncalibratedTrainer>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.BinaryClassification.{|MLD1007:CrossValidate|}(data, ml.Transforms.Concatenate("Features", "Miles").Append(ml.BinaryClassification.Trainers.AveragedPerceptron("Tipped")), labelColumnName: "Tipped");
        """);

    [Fact]
    public Task AllowsACalibrator() => MlNetTest.VerifyBody<ProbabilityFromUncalibratedTrainer>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var model = ml.Transforms.Concatenate("Features", "Miles").Append(ml.BinaryClassification.Trainers.LinearSvm("Tipped")).Append(ml.BinaryClassification.Calibrators.Platt("Tipped")).Fit(split.TrainSet);
        ml.BinaryClassification.Evaluate(model.Transform(split.TestSet), "Tipped");
        """);

    [Fact]
    public Task AllowsAHandlerThatEvaluatesWithoutProbabilities() => MlNetTest.VerifyBody<ProbabilityFromUncalibratedTrainer>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var scored = ml.Transforms.Concatenate("Features", "Miles").Append(ml.BinaryClassification.Trainers.LinearSvm("Tipped")).Fit(split.TrainSet).Transform(split.TestSet);
        try { ml.BinaryClassification.Evaluate(scored, "Tipped"); }
        catch (System.ArgumentOutOfRangeException) { ml.BinaryClassification.EvaluateNonCalibrated(scored, "Tipped"); }
        """);

    [Fact]
    public Task ReportsATryThatOnlyLogs() => MlNetTest.VerifyBody<ProbabilityFromUncalibratedTrainer>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var scored = ml.Transforms.Concatenate("Features", "Miles").Append(ml.BinaryClassification.Trainers.LinearSvm("Tipped")).Fit(split.TrainSet).Transform(split.TestSet);
        try { ml.BinaryClassification.{|MLD1007:Evaluate|}(scored, "Tipped"); }
        catch (System.Exception problem) { System.Console.WriteLine(problem); }
        """);

    [Fact]
    public Task CallsEvaluateNonCalibrated() => MlNetTest.FixBody<ProbabilityFromUncalibratedTrainer, ProbabilityFromUncalibratedTrainerFix>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var model = ml.Transforms.Concatenate("Features", "Miles").Append(ml.BinaryClassification.Trainers.LinearSvm("Tipped")).Fit(split.TrainSet);
        ml.BinaryClassification.{|MLD1007:Evaluate|}(model.Transform(split.TestSet), "Tipped");
        """, """
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var model = ml.Transforms.Concatenate("Features", "Miles").Append(ml.BinaryClassification.Trainers.LinearSvm("Tipped")).Fit(split.TrainSet);
        ml.BinaryClassification.EvaluateNonCalibrated(model.Transform(split.TestSet), "Tipped");
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<ProbabilityFromUncalibratedTrainer>("""
        #pragma warning disable MLD1007
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var model = ml.Transforms.Concatenate("Features", "Miles").Append(ml.BinaryClassification.Trainers.LinearSvm("Tipped")).Fit(split.TrainSet);
        ml.BinaryClassification.Evaluate(model.Transform(split.TestSet), "Tipped");
        """);
}
