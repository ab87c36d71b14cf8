using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class TrainAndTestFromOneSourceTests
{
    [Fact]
    public Task ReportsOnePathTwice() => MlNetTest.VerifyBody<TrainAndTestFromOneSource>("""
        var train = ml.Data.LoadFromTextFile<Trip>("trips.csv");
        var test = ml.Data.LoadFromTextFile<Trip>({|MLD1103:"trips.csv"|});
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = pipeline.Fit(train);
        ml.Regression.Evaluate(model.Transform(test), "Fare");
        """);

    [Fact]
    public Task ReportsOneVariableTwice() => MlNetTest.VerifyBody<TrainAndTestFromOneSource>("""
        var train = ml.Data.LoadFromTextFile<Trip>(path);
        var test = ml.Data.LoadFromTextFile<Trip>({|MLD1103:path|});
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        ml.Regression.Evaluate(pipeline.Fit(train).Transform(test), "Fare");
        """);

    [Theory]
    [InlineData("Path.Combine(path, \"trips.csv\")", "Path.Combine(path, \"trips.csv\")")]
    [InlineData("path + \".csv\"", "path + \".csv\"")]
    [InlineData("$\"{path}.csv\"", "$\"{path}.csv\"")]
    [InlineData("files[0]", "files[0]")]
    [InlineData("settings[\"data\"]", "settings[\"data\"]")]
    [InlineData("Files.Trips", "Files.Trips")]
    [InlineData("Files.Folder + \"t.csv\"", "Path.Combine(Files.Folder) + \"t.csv\"", false)]
    [InlineData("files[0]", "files[1]", false)]
    [InlineData("settings[\"train\"]", "settings[\"test\"]", false)]
    [InlineData("Path.GetTempFileName()", "Path.GetTempFileName()", false)]
    [InlineData("Files.Next", "Files.Next", false)]
    public Task ReportsOneShapeOfPath(string first, string second, bool isOne = true) => MlNetTest.VerifyBody<TrainAndTestFromOneSource>($$"""
        var files = path.Split(';');
        var settings = new Dictionary<string, string>();
        var train = ml.Data.LoadFromTextFile<Trip>({{first}});
        var test = ml.Data.LoadFromTextFile<Trip>({{(isOne ? "{|MLD1103:" + second + "|}" : second)}});
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles").Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        ml.Regression.Evaluate(pipeline.Fit(train).Transform(test), "Fare");
        """, "static class Files { public static string Folder { get; } = \"f\"; public static string Trips { get; } = \"t.csv\"; public static string Next { get; set; } }");

    [Fact]
    public Task AllowsTwoFiles() => MlNetTest.VerifyBody<TrainAndTestFromOneSource>("""
        var train = ml.Data.LoadFromTextFile<Trip>("train.csv");
        var test = ml.Data.LoadFromTextFile<Trip>("test.csv");
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        ml.Regression.Evaluate(pipeline.Fit(train).Transform(test), "Fare");
        """);

    [Fact]
    public Task AllowsFiltersThatMayTellTheRowsApart() => MlNetTest.VerifyBody<TrainAndTestFromOneSource>("""
        var train = ml.Data.FilterRowsByColumn(ml.Data.LoadFromTextFile<Trip>(path), "Seconds", upperBound: 900);
        var test = ml.Data.FilterRowsByColumn(ml.Data.LoadFromTextFile<Trip>(path), "Seconds", lowerBound: 900);
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        ml.Regression.Evaluate(pipeline.Fit(train).Transform(test), "Fare");
        """);

    [Fact]
    public Task AllowsAVariableThatChanges() => MlNetTest.VerifyBody<TrainAndTestFromOneSource>("""
        var train = ml.Data.LoadFromTextFile<Trip>(path);
        path = "test.csv";
        var test = ml.Data.LoadFromTextFile<Trip>(path);
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        ml.Regression.Evaluate(pipeline.Fit(train).Transform(test), "Fare");
        """);

    [Fact]
    public Task AllowsClustersOfTheRowsThatThereAre() => MlNetTest.VerifyBody<TrainAndTestFromOneSource>("""
        var model = ml.Transforms.Concatenate("Features", "Miles").Append(ml.Clustering.Trainers.KMeans()).Fit(ml.Data.LoadFromTextFile<Trip>(path));
        ml.Clustering.Evaluate(model.Transform(ml.Data.LoadFromTextFile<Trip>(path)));
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<TrainAndTestFromOneSource>("""
        #pragma warning disable MLD1103
        var train = ml.Data.LoadFromTextFile<Trip>("trips.csv");
        var test = ml.Data.LoadFromTextFile<Trip>("trips.csv");
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = pipeline.Fit(train);
        ml.Regression.Evaluate(model.Transform(test), "Fare");
        """);
}
