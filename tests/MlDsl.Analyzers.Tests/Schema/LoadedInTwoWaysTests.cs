using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class LoadedInTwoWaysTests
{
    [Fact]
    public Task ReportsAnotherHeader() => MlNetTest.VerifyBody<LoadedInTwoWays>("""
        var train = ml.Data.LoadFromTextFile<Trip>("trips.csv", hasHeader: true);
        var again = ml.Data.LoadFromTextFile<Trip>("trips.csv", hasHeader: {|MLD1013:false|});
        """);

    [Fact]
    public Task AllowsFilesThatDiffer() => MlNetTest.VerifyBody<LoadedInTwoWays>("""
        var train = ml.Data.LoadFromTextFile<Trip>("train.csv", hasHeader: true);
        var test = ml.Data.LoadFromTextFile<Trip>("test.csv", hasHeader: false);
        """);

    [Fact]
    public Task AllowsOneWay() => MlNetTest.VerifyBody<LoadedInTwoWays>("""
        var train = ml.Data.LoadFromTextFile<Trip>("trips.csv", hasHeader: true, separatorChar: ',');
        var again = ml.Data.LoadFromTextFile<Trip>("trips.csv", separatorChar: ',', hasHeader: true);
        """);

    [Fact]
    public Task LoadsItAsElsewhere() => MlNetTest.FixBody<LoadedInTwoWays, LoadedInTwoWaysFix>("""
        var train = ml.Data.LoadFromTextFile<Trip>("trips.csv", hasHeader: true);
        var again = ml.Data.LoadFromTextFile<Trip>("trips.csv", hasHeader: {|MLD1013:false|});
        """, """
        var train = ml.Data.LoadFromTextFile<Trip>("trips.csv", hasHeader: true);
        var again = ml.Data.LoadFromTextFile<Trip>("trips.csv", hasHeader: true);
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<LoadedInTwoWays>("""
        #pragma warning disable MLD1013
        var train = ml.Data.LoadFromTextFile<Trip>("trips.csv", hasHeader: true);
        var again = ml.Data.LoadFromTextFile<Trip>("trips.csv", hasHeader: false);
        """);
}
