using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class FeaturesNotNormalizedTests
{
    [Fact]
    public Task ReportsRawNumbers() => MlNetTest.VerifyBody<FeaturesNotNormalized>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles", "Seconds").Append(ml.Regression.Trainers.{|MLD5005:Sdca|}("Fare")).Fit(data);
        """);

    [Fact]
    public Task AllowsNormalizedFeatures() => MlNetTest.VerifyBody<FeaturesNotNormalized>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles", "Seconds").Append(ml.Transforms.NormalizeMinMax("Features")).Append(ml.Regression.Trainers.Sdca("Fare")).Fit(data);
        """);

    [Fact]
    public Task AllowsCategoriesAndText() => MlNetTest.VerifyBody<FeaturesNotNormalized>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Categorical.OneHotEncoding("V", "Vendor").Append(ml.Transforms.Text.FeaturizeText("P", "Payment")).Append(ml.Transforms.Concatenate("Features", "V", "P")).Append(ml.Regression.Trainers.Sdca("Fare")).Fit(data);
        """);

    [Fact]
    public Task AllowsEmbeddings() => MlNetTest.VerifyBody<FeaturesNotNormalized>("""
        var data = ml.Data.LoadFromTextFile<Doc>(path);
        ml.Transforms.Concatenate("Features", "Vector").Append(ml.Regression.Trainers.Sdca("Score")).Fit(data);
        """, members: """
        class Doc { [LoadColumn(0)] public float Score { get; set; } [LoadColumn(1, 300), VectorType(300)] public float[] Vector { get; set; } }
        """);

    [Fact]
    public Task AllowsTrees() => MlNetTest.VerifyBody<FeaturesNotNormalized>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        pipeline.Fit(data);
        """);

    [Fact]
    public Task AppendsANormalizer() => MlNetTest.FixBody<FeaturesNotNormalized, FeaturesNotNormalizedFix>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles", "Seconds").Append(ml.Regression.Trainers.{|MLD5005:Sdca|}("Fare")).Fit(data);
        """, """
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles", "Seconds").Append(ml.Transforms.NormalizeMinMax("Features")).Append(ml.Regression.Trainers.Sdca("Fare")).Fit(data);
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<FeaturesNotNormalized>("""
        #pragma warning disable MLD5005
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles", "Seconds").Append(ml.Regression.Trainers.Sdca("Fare")).Fit(data);
        """);
}
