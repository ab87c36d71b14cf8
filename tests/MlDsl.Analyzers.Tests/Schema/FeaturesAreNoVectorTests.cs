using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class FeaturesAreNoVectorTests
{
    [Fact]
    public Task ReportsTextAmongNumbers() => MlNetTest.VerifyBody<FeaturesAreNoVector>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles", {|MLD1003:"Vendor"|}).Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        """);

    [Fact]
    public Task ReportsAKeyAmongNumbers() => MlNetTest.VerifyBody<FeaturesAreNoVector>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Conversion.MapValueToKey("Code", "Vendor").Append(ml.Transforms.Concatenate("Features", "Miles", {|MLD1003:"Code"|})).Fit(data);
        """);

    [Fact]
    public Task ReportsASingleNumberAsFeatures() => MlNetTest.VerifyBody<FeaturesAreNoVector>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Regression.Trainers.FastTree("Fare", {|MLD1003:"Miles"|}).Fit(data);
        """);

    [Fact]
    public Task ReportsWordsAsFeatures() => MlNetTest.VerifyBody<FeaturesAreNoVector>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Text.TokenizeIntoWords("Features", "Vendor").Append(ml.Regression.Trainers.{|MLD1003:FastTree|}("Fare")).Fit(data);
        """);

    [Fact]
    public Task AllowsTextOnly() => MlNetTest.VerifyBody<FeaturesAreNoVector>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Words", "Vendor", "Payment").Append(ml.Transforms.Text.FeaturizeText("Features", "Words")).Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        """);

    [Fact]
    public Task AllowsAnEncodedKey() => MlNetTest.VerifyBody<FeaturesAreNoVector>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Conversion.MapValueToKey("Code", "Vendor").Append(ml.Transforms.Conversion.MapKeyToVector("Code"))
            .Append(ml.Transforms.Concatenate("Features", "Miles", "Code")).Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<FeaturesAreNoVector>("""
        #pragma warning disable MLD1003
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles", "Vendor").Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        """);
}
