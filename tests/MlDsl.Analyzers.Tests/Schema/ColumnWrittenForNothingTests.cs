using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class ColumnWrittenForNothingTests
{
    [Fact]
    public Task ReportsAnOutputThatIsOverwritten() => MlNetTest.VerifyBody<ColumnWrittenForNothing>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Categorical.OneHotEncoding("Code", "Vendor").Append(ml.Transforms.Categorical.OneHotEncoding({|MLD1002:"Code"|}, "Payment"))
            .Append(ml.Transforms.Concatenate("Features", "Code", "Miles")).Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        """);

    [Fact]
    public Task ReportsACopyOntoItself() => MlNetTest.VerifyBody<ColumnWrittenForNothing>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.CopyColumns("Fare", {|MLD1002:"Fare"|}).Fit(data);
        """);

    [Fact]
    public Task ReportsAColumnConcatenatedTwice() => MlNetTest.VerifyBody<ColumnWrittenForNothing>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles", "Seconds", {|MLD1002:"Miles"|}).Fit(data);
        """);

    [Fact]
    public Task ReportsAnEncodingThatIsNeverUsed() => MlNetTest.VerifyBody<ColumnWrittenForNothing>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Categorical.OneHotEncoding({|MLD1002:"VendorCode"|}, "Vendor").Append(ml.Transforms.Concatenate("Features", "Miles", "Seconds"))
            .Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        """);

    [Fact]
    public Task AllowsReplacingInPlace() => MlNetTest.VerifyBody<ColumnWrittenForNothing>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles").Append(ml.Transforms.NormalizeMinMax("Features")).Append(ml.Regression.Trainers.Sdca("Fare")).Fit(data);
        """);

    [Fact]
    public Task AllowsKeysMappedBackInPlace() => MlNetTest.VerifyBody<ColumnWrittenForNothing>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Conversion.MapValueToKey("Label", "Payment").Append(ml.Transforms.Concatenate("Features", "Miles"))
            .Append(ml.MulticlassClassification.Trainers.NaiveBayes()).Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(data);
        """);

    [Fact]
    public Task AllowsOutputsKeptForAPlot() => MlNetTest.VerifyBody<ColumnWrittenForNothing>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles").Append(ml.Transforms.ProjectToPrincipalComponents("Plane", "Features", rank: 2))
            .Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        """);

    [Fact]
    public Task RemovesTheSecond() => MlNetTest.FixBody<ColumnWrittenForNothing, ColumnWrittenForNothingFix>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles", "Seconds", {|MLD1002:"Miles"|}).Fit(data);
        """, """
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles", "Seconds").Fit(data);
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<ColumnWrittenForNothing>("""
        #pragma warning disable MLD1002
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Categorical.OneHotEncoding("Code", "Vendor").Append(ml.Transforms.Categorical.OneHotEncoding("Code", "Payment"))
            .Append(ml.Transforms.Concatenate("Features", "Code", "Miles")).Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        """);
}
