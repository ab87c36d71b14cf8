using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class ValidationIsTestTests
{
    [Fact]
    public Task ReportsTheTestSideAsValidation() => MlNetTest.VerifyBody<ValidationIsTest>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var prep = ml.Transforms.Concatenate("Features", "Seconds").Fit(split.TrainSet);
        var model = ml.Regression.Trainers.FastTree("Fare").Fit(prep.Transform(split.TrainSet), {|MLD1601:prep.Transform(split.TestSet)|});
        ml.Regression.Evaluate(model.Transform(prep.Transform(split.TestSet)), "Fare");
        """);

    [Fact]
    public Task ReportsAutoMlThatChoosesByTheTestSide() => MlNetTest.VerifyBody<ValidationIsTest>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var result = Microsoft.ML.AutoML.MLContextExtension.Auto(ml).CreateRegressionExperiment(60).Execute(split.TrainSet, {|MLD1601:split.TestSet|}, "Fare");
        ml.Regression.Evaluate(result.BestRun.Model.Transform(split.TestSet), "Fare");
        """);

    [Fact]
    public Task ReportsImageTraining() => MlNetTest.VerifyBody<ValidationIsTest>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var model = ml.Transforms.Conversion.MapValueToKey("Label", "Payment").Append(ml.MulticlassClassification.Trainers.ImageClassification(validationSet: {|MLD1601:split.TestSet|})).Fit(split.TrainSet);
        ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet));
        """);

    [Fact]
    public Task AllowsTrainingWithoutEarlyStopping() => MlNetTest.VerifyBody<ValidationIsTest>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var options = new Microsoft.ML.Vision.ImageClassificationTrainer.Options { ValidationSet = split.TestSet, EarlyStoppingCriteria = null };
        var model = ml.Transforms.Conversion.MapValueToKey("Label", "Payment").Append(ml.MulticlassClassification.Trainers.ImageClassification(options)).Fit(split.TrainSet);
        ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet));
        """);

    [Fact]
    public Task AllowsAValidationMetricWhenThereIsAnotherTest() => MlNetTest.VerifyBody<ValidationIsTest>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var inner = ml.Data.TrainTestSplit(split.TrainSet);
        var prep = ml.Transforms.Concatenate("Features", "Seconds").Fit(inner.TrainSet);
        var model = ml.Regression.Trainers.FastTree("Fare").Fit(prep.Transform(inner.TrainSet), prep.Transform(inner.TestSet));
        var validation = ml.Regression.Evaluate(model.Transform(prep.Transform(inner.TestSet)), "Fare");
        var test = ml.Regression.Evaluate(model.Transform(prep.Transform(split.TestSet)), "Fare");
        """);

    [Fact]
    public Task ReportsOneHalfOfTheHeldOutRowsForBoth() => MlNetTest.VerifyBody<ValidationIsTest>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var outer = ml.Data.TrainTestSplit(data);
        var inner = ml.Data.TrainTestSplit(outer.TestSet, 0.5);
        var model = ml.Regression.Trainers.LightGbm("Fare", "Miles").Fit(outer.TrainSet, {|MLD1601:inner.TrainSet|});
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(inner.TrainSet), "Fare").RSquared);
        """);

    [Fact]
    public Task AllowsTwoHalvesOfTheHeldOutRows() => MlNetTest.VerifyBody<ValidationIsTest>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var outer = ml.Data.TrainTestSplit(data);
        var inner = ml.Data.TrainTestSplit(outer.TestSet, 0.5);
        var model = ml.Regression.Trainers.LightGbm("Fare", "Miles").Fit(outer.TrainSet, inner.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(inner.TestSet), "Fare").RSquared);
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<ValidationIsTest>("""
        #pragma warning disable MLD1601
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var prep = ml.Transforms.Concatenate("Features", "Seconds").Fit(split.TrainSet);
        var model = ml.Regression.Trainers.FastTree("Fare").Fit(prep.Transform(split.TrainSet), prep.Transform(split.TestSet));
        ml.Regression.Evaluate(model.Transform(prep.Transform(split.TestSet)), "Fare");
        """);
}
