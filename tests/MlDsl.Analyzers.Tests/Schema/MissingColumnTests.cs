using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class MissingColumnTests
{
    [Fact]
    public Task ReportsATypo() => MlNetTest.VerifyBody<MissingColumn>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", {|MLD1001:"Second"|}, "Miles").Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        """);

    [Fact]
    public Task ReportsADefaultNameThatNothingMakes() => MlNetTest.VerifyBody<MissingColumn>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.CopyColumns("Label", "Fare").Append(ml.Regression.Trainers.{|MLD1001:FastTree|}()).Fit(data);
        """);

    [Fact]
    public Task ReportsTheMemberNameOfARenamedColumn() => MlNetTest.VerifyBody<MissingColumn>("""
        var data = ml.Data.LoadFromTextFile<Order>(path);
        ml.Transforms.Concatenate("Features", "Amount", {|MLD1001:"Late"|}).Fit(data);
        """, members: """
        class Order { [LoadColumn(0)] public float Amount { get; set; } [LoadColumn(1), ColumnName("Label")] public float Late { get; set; } }
        """);

    [Fact]
    public Task ReportsAColumnThatWasDropped() => MlNetTest.VerifyBody<MissingColumn>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.DropColumns("Miles").Append(ml.Transforms.Concatenate("Features", "Seconds", {|MLD1001:"Miles"|})).Fit(data);
        """);

    [Fact]
    public Task ReportsATextLoadersColumns() => MlNetTest.VerifyBody<MissingColumn>("""
        var data = ml.Data.LoadFromTextFile(path, [new TextLoader.Column("A", DataKind.Single, 0), new TextLoader.Column("B", DataKind.Single, 1)]);
        ml.Transforms.Concatenate("Features", "A", {|MLD1001:"C"|}).Fit(data);
        """);

    [Fact]
    public Task ReportsAPairOfColumns() => MlNetTest.VerifyBody<MissingColumn>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Conversion.ConvertType(new[] { new InputOutputColumnPair("M", {|MLD1001:"Mile"|}) }).Fit(data);
        """);

    [Fact]
    public Task AllowsColumnsComputedAtRunTime() => MlNetTest.VerifyBody<MissingColumn>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var names = data.Schema.Where(c => c.Name != "Fare").Select(c => c.Name).ToArray();
        ml.Transforms.Concatenate("Features", names).Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        """);

    [Fact]
    public Task AllowsTheOutputOfALoadedModel() => MlNetTest.VerifyBody<MissingColumn>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prepared = ml.Model.Load("prep.zip", out _).Transform(data);
        ml.Transforms.Concatenate("Features", "Embedding").Append(ml.Regression.Trainers.FastTree("Fare")).Fit(prepared);
        """);

    [Fact]
    public Task AllowsTheOutputsOfACustomMapping() => MlNetTest.VerifyBody<MissingColumn>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.CustomMapping<Trip, Speed>((from, to) => to.Pace = from.Miles / from.Seconds, "pace")
            .Append(ml.Transforms.Concatenate("Features", "Pace", "Miles")).Fit(data);
        """, members: """
        class Speed { public float Pace { get; set; } }
        """);

    [Fact]
    public Task AllowsColumnsGivenAtRunTime() => MlNetTest.VerifyBody<MissingColumn>("""
        var data = ml.Data.LoadFromTextFile(path, Columns.Read());
        ml.Transforms.Concatenate("Features", "Anything").Fit(data);
        """, members: """
        static class Columns { public static Func<TextLoader.Column[]> Load; public static TextLoader.Column[] Read() => Load(); }
        """);

    [Fact]
    public Task AllowsListsThatGrowOnSomePath() => MlNetTest.VerifyBody<MissingColumn>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var names = new List<string> { "Seconds" };
        if (path.Length > 3) names.Add("Milez");
        ml.Transforms.Concatenate("Features", names.ToArray()).Fit(data);
        """);

    [Fact]
    public Task WritesTheNearestName() => MlNetTest.FixBody<MissingColumn, MissingColumnFix>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", {|MLD1001:"Second"|}, "Miles").Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        """, """
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Seconds", "Miles").Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<MissingColumn>("""
        #pragma warning disable MLD1001
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Second", "Miles").Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        """);
}
