using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class LabelReachesFeaturesTests
{
    [Fact]
    public Task ReportsTheLabelInConcatenate() => MlNetTest.VerifyBody<LabelReachesFeatures>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", {|MLD1201:"Fare"|})
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        pipeline.Fit(data);
        """);

    [Fact]
    public Task ReportsTheSourceOfACopiedLabel() => MlNetTest.VerifyBody<LabelReachesFeatures>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.CopyColumns("Label", "Fare")
            .Append(ml.Transforms.Concatenate("Features", "Seconds", {|MLD1201:nameof(Trip.Fare)|}))
            .Append(ml.Regression.Trainers.Sdca());
        pipeline.Fit(data);
        """);

    [Fact]
    public Task ReportsAStepOnTheWay() => MlNetTest.VerifyBody<LabelReachesFeatures>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.CopyColumns("Label", "Fare")
            .Append(ml.Transforms.NormalizeMinMax("Scaled", {|MLD1201:"Fare"|}))
            .Append(ml.Transforms.Concatenate("Features", "Seconds", "Scaled"))
            .Append(ml.Regression.Trainers.Sdca());
        ml.Regression.CrossValidate(data, pipeline);
        """);

    [Fact]
    public Task ReportsAnArrayOfNamesAndAnOptionsObject() => MlNetTest.VerifyBody<LabelReachesFeatures>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", Columns.Numeric)
            .Append(ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { LabelColumnName = "Fare" }));
        pipeline.Fit(data);
        """, members: """
        static class Columns
        {
            internal static readonly string[] Numeric = ["Seconds", "Miles", {|MLD1201:"Fare"|}];
        }
        """);

    [Fact]
    public Task ReportsAChainBuiltElsewhere() => MlNetTest.VerifyBody<LabelReachesFeatures>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var model = Chains.Build(ml).Fit(ml.Data.TrainTestSplit(data).TrainSet);
        """, members: """
        static class Chains
        {
            internal static IEstimator<ITransformer> Build(MLContext ml)
            {
                IEstimator<ITransformer> chain = ml.Transforms.CopyColumns("Label", "Fare");
                chain = chain.Append(ml.Transforms.Concatenate("Features", "Miles", {|MLD1201:"Label"|}));
                return chain.Append(ml.Regression.Trainers.FastTree());
            }
        }
        """);

    [Fact]
    public Task ReportsThroughUnknownStepsBefore() => MlNetTest.VerifyBody<LabelReachesFeatures>("""
        var data = Outside.Rows;
        var model = Outside.Prepare().Append(ml.Transforms.Concatenate("Features", "Seconds", {|MLD1201:"Fare"|}))
            .Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        """, members: """
        abstract class Outside
        {
            public static Func<IDataView> Load;
            public static IDataView Rows => Load();
            public static Func<IEstimator<ITransformer>> Prepare;
        }
        """);

    [Fact]
    public Task AllowsColumnsThatAreNotTheLabel() => MlNetTest.VerifyBody<LabelReachesFeatures>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        pipeline.Fit(data);
        """);

    [Fact]
    public Task AllowsMatrixFactorization() => MlNetTest.VerifyBody<LabelReachesFeatures>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Conversion.MapValueToKey("Vendor").Append(ml.Transforms.Conversion.MapValueToKey("Payment"))
            .Append(ml.Recommendation().Trainers.MatrixFactorization("Fare", "Vendor", "Payment"));
        pipeline.Fit(data);
        """);

    [Fact]
    public Task AllowsAnEarlierValueOfTheTarget() => MlNetTest.VerifyBody<LabelReachesFeatures>("""
        var data = ml.Data.LoadFromTextFile<Day>(path);
        ml.Transforms.Concatenate("Features", "PreviousSales").Append(ml.Regression.Trainers.FastTree("Sales")).Fit(data);
        """, members: """
        class Day
        {
            [LoadColumn(0)] public float Sales { get; set; }
            [LoadColumn(1)] public float PreviousSales { get; set; }
        }
        """);

    [Fact]
    public Task AllowsAColumnOfTheSameNameMadeAnewByUnknownCode() => MlNetTest.VerifyBody<LabelReachesFeatures>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.CustomMapping<Trip, Lagged>((from, to) => to.Last = 0, "lag")
            .Append(ml.Transforms.Concatenate("Features", "Seconds", "Last"))
            .Append(ml.Regression.Trainers.FastTree("Fare"));
        pipeline.Fit(data);
        """, members: """
        class Lagged { public float Last { get; set; } }
        """);

    [Fact]
    public Task RemovesTheArgument() => MlNetTest.FixBody<LabelReachesFeatures, LabelReachesFeaturesFix>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", {|MLD1201:"Fare"|}, "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        pipeline.Fit(data);
        """, """
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        pipeline.Fit(data);
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<LabelReachesFeatures>("""
        #pragma warning disable MLD1201
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Fare")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        pipeline.Fit(data);
        """);
}
