using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class ImportanceOnTrainingRowsTests
{
    [Fact]
    public Task ReportsTheTrainingSide() => MlNetTest.VerifyBody<ImportanceOnTrainingRows>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        ml.Regression.PermutationFeatureImportance(model, {|MLD1604:model.Transform(split.TrainSet)|}, "Fare");
        """);

    [Fact]
    public Task AllowsTheTestSide() => MlNetTest.VerifyBody<ImportanceOnTrainingRows>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        ml.Regression.PermutationFeatureImportance(model, model.Transform(split.TestSet), "Fare");
        """);

    [Fact]
    public Task ProposesTheTestSide() => MlNetTest.FixBody<ImportanceOnTrainingRows, ImportanceOnTrainingRowsFix>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        ml.Regression.PermutationFeatureImportance(model, {|MLD1604:model.Transform(split.TrainSet)|}, "Fare");
        """, MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        ml.Regression.PermutationFeatureImportance(model, model.Transform(split.TestSet), "Fare");
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<ImportanceOnTrainingRows>("""
        #pragma warning disable MLD1604
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = pipeline.Fit(split.TrainSet);
        ml.Regression.PermutationFeatureImportance(model, model.Transform(split.TrainSet), "Fare");
        """);
}
