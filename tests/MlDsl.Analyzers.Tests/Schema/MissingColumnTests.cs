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
    public Task ReportsRowsThatNoModelHasScored() => MlNetTest.VerifyBody<MissingColumn>("""
        var train = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var test = ml.Data.LoadFromTextFile<Trip>("test.csv", separatorChar: ',');
        var model = ml.Transforms.Concatenate("Features", "Miles").Append(ml.Regression.Trainers.FastTree("Fare")).Fit(train);
        Console.WriteLine(ml.Regression.Evaluate({|MLD1001:test|}, "Fare").RSquared);
        Console.WriteLine(ml.BinaryClassification.Evaluate({|MLD1001:test|}, "Tipped").Accuracy);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(test), "Fare", {|MLD1001:"Scored"|}).RSquared);
        """);

    [Fact]
    public Task ReportsAnEngineWhoseInputLacksAColumn() => MlNetTest.VerifyBody<MissingColumn>("""
        var data = ml.Data.LoadFromTextFile<In>(path, ',');
        var model = ml.Transforms.Categorical.OneHotEncoding("M", "MovieID").Append(ml.Transforms.Concatenate("Features", "M")).Append(ml.Regression.Trainers.FastTree()).Fit(data);
        var wrong = ml.Model.{|MLD1001:CreatePredictionEngine<Rating, FarePrediction>|}(model);
        var right = ml.Model.CreatePredictionEngine<In, FarePrediction>(model);
        var columns = ml.Data.LoadFromTextFile(path, [new TextLoader.Column("UserId", DataKind.String, 0), new TextLoader.Column("MovieID", DataKind.String, 1), new TextLoader.Column("Label", DataKind.Single, 2)], ',');
        var other = ml.Transforms.Categorical.OneHotEncoding("M", "MovieID").Append(ml.Transforms.Concatenate("Features", "M")).Append(ml.Regression.Trainers.FastTree()).Fit(columns);
        var wrongToo = ml.Model.{|MLD1001:CreatePredictionEngine<Rating, FarePrediction>|}(other);
        // The key of the label is one of the model's steps, so the input has to bring it.
        var keyed = ml.Transforms.Conversion.MapValueToKey("Key", "UserId").Append(ml.Transforms.Categorical.OneHotEncoding("M", "MovieID")).Append(ml.Transforms.Concatenate("Features", "M")).Append(ml.MulticlassClassification.Trainers.NaiveBayes("Key")).Fit(data);
        var noKey = ml.Model.{|MLD1001:CreatePredictionEngine<Movie, FarePrediction>|}(keyed);
        """, members: """
        class In { [LoadColumn(0)] public string UserId { get; set; } [LoadColumn(1)] public string MovieID { get; set; } [LoadColumn(2)] public float Label { get; set; } }
        class Rating { public string UserId { get; set; } public string MovieId { get; set; } }
        class Movie { public string MovieID { get; set; } }
        """);

    [Fact]
    public Task AllowsEnginesThatBringWhatTheModelReads() => MlNetTest.VerifyBody<MissingColumn>("""
        var data = ml.Data.LoadFromTextFile<In>(path, ',');
        var model = ml.Transforms.Categorical.OneHotEncoding("M", "MovieID").Append(ml.Transforms.Concatenate("Features", "M")).Append(ml.Regression.Trainers.Sdca(exampleWeightColumnName: "Weight")).Fit(data);
        var noLabel = ml.Model.CreatePredictionEngine<Movie, FarePrediction>(model);
        var renamed = ml.Model.CreatePredictionEngine<Named, FarePrediction>(model);
        var described = ml.Model.CreatePredictionEngine<Rating, FarePrediction>(model, inputSchemaDefinition: SchemaDefinition.Create(typeof(Movie)));
        var loaded = ml.Model.CreatePredictionEngine<Rating, FarePrediction>(ml.Model.Load("model.zip", out _));
        var open = ml.Transforms.Concatenate("Features", System.IO.File.ReadAllLines("columns.txt")).Append(ml.Regression.Trainers.FastTree()).Fit(data);
        var unknown = ml.Model.CreatePredictionEngine<Rating, FarePrediction>(open);
        var prepared = ml.Transforms.Categorical.OneHotEncoding("M", "MovieID").Append(ml.Transforms.Concatenate("Features", "M")).Fit(data).Transform(data);
        var outside = ml.Model.CreatePredictionEngine<Movie, FarePrediction>(ml.Regression.Trainers.FastTree().Fit(prepared));
        """, members: """
        class In { [LoadColumn(0)] public string UserId { get; set; } [LoadColumn(1)] public string MovieID { get; set; } [LoadColumn(2)] public float Label { get; set; } [LoadColumn(3)] public float Weight { get; set; } }
        class Rating { public string UserId { get; set; } public string MovieId { get; set; } }
        class Movie { public string MovieID { get; set; } }
        class Named { [ColumnName("MovieID")] public string Film { get; set; } }
        """);

    [Fact]
    public Task AllowsRowsThatComeWithAScore() => MlNetTest.VerifyBody<MissingColumn>("""
        Console.WriteLine(ml.Regression.Evaluate(ml.Data.LoadFromTextFile<Scored>(path), "Fare").RSquared);
        Console.WriteLine(ml.Regression.Evaluate(ml.Data.LoadFromTextFile<Scored>(path), "Fare", path).RSquared);
        Console.WriteLine(ml.Regression.Evaluate(ml.Model.Load("model.zip", out _).Transform(ml.Data.LoadFromTextFile<Trip>(path)), "Fare").RSquared);
        """, members: """
        class Scored { [LoadColumn(0)] public float Fare { get; set; } [LoadColumn(1)] public float Score { get; set; } }
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
