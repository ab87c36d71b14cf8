using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class FeaturesByDenyListTests
{
    [Fact]
    public Task ReportsAFilterOverTheSchema() => MlNetTest.VerifyBody<FeaturesByDenyList>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", {|MLD1203:data.Schema.Where(c => c.Name != "Fare").Select(c => c.Name).ToArray()|}).Fit(data);
        """);

    [Fact]
    public Task ReportsAVariable() => MlNetTest.VerifyBody<FeaturesByDenyList>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var names = data.Schema.Select(c => c.Name).Except(new[] { "Fare" }).ToArray();
        ml.Transforms.Concatenate("Features", {|MLD1203:names|}).Fit(data);
        """);

    [Fact]
    public Task AllowsAList() => MlNetTest.VerifyBody<FeaturesByDenyList>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var names = new[] { "Miles", "Seconds" };
        ml.Transforms.Concatenate("Features", names).Fit(data);
        """);

    [Fact]
    public Task AllowsADataClassWhoseMembersAreAllFeatures() => MlNetTest.VerifyBody<FeaturesByDenyList>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var names = new[] { nameof(Trip.Miles), nameof(Trip.Seconds) }.Where(n => n.Length > 0).ToArray();
        ml.Transforms.Concatenate("Features", names).Fit(data);
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<FeaturesByDenyList>("""
        #pragma warning disable MLD1203
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", data.Schema.Where(c => c.Name != "Fare").Select(c => c.Name).ToArray()).Fit(data);
        """);
}
