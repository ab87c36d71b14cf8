using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class PredictionCannotBeBoundTests
{
    [Fact]
    public Task ReportsAMemberWithoutAColumn() => MlNetTest.VerifyBody<PredictionCannotBeBound>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var engine = ml.Model.CreatePredictionEngine<Trip, Guess>(pipeline.Fit(data));
        """, members: """
        class Guess { public float {|MLD1009:FareAmount|} { get; set; } }
        """);

    [Fact]
    public Task ReportsANumberForAVectorOfScores() => MlNetTest.VerifyBody<PredictionCannotBeBound>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var model = ml.Transforms.Conversion.MapValueToKey("Label", "Payment").Append(ml.Transforms.Concatenate("Features", "Miles")).Append(ml.MulticlassClassification.Trainers.NaiveBayes()).Fit(data);
        var engine = ml.Model.CreatePredictionEngine<Trip, Guess>(model);
        """, members: """
        class Guess { public float {|MLD1009:Score|} { get; set; } }
        """);

    [Fact]
    public Task AllowsMembersThatHaveAColumn() => MlNetTest.VerifyBody<PredictionCannotBeBound>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var engine = ml.Model.CreatePredictionEngine<Trip, Guess>(pipeline.Fit(data));
        """, members: """
        class Guess { [ColumnName("Score")] public float Amount { get; set; } public float Miles { get; set; } public string Comment { get; set; } }
        """);

    [Fact]
    public Task AllowsMissingColumnsThatAreAskedFor() => MlNetTest.VerifyBody<PredictionCannotBeBound>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var engine = ml.Model.CreatePredictionEngine<Trip, Guess>(pipeline.Fit(data), ignoreMissingColumns: true);
        """, members: """
        class Guess { public float FareAmount { get; set; } }
        """);

    [Fact]
    public Task AllowsALoadedModel() => MlNetTest.VerifyBody<PredictionCannotBeBound>("""
        var engine = ml.Model.CreatePredictionEngine<Trip, Guess>(ml.Model.Load("model.zip", out _));
        """, members: """
        class Guess { public float FareAmount { get; set; } }
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<PredictionCannotBeBound>("""
        #pragma warning disable MLD1009
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var engine = ml.Model.CreatePredictionEngine<Trip, Guess>(pipeline.Fit(data));
        """, members: """
        #pragma warning disable MLD1009
        class Guess { public float FareAmount { get; set; } }
        """);


    [Theory]
    [InlineData("[ColumnName(\"Scores\")] public float {|MLD1009:Value|} { get; set; }", "[ColumnName(\"Score\")] public float Value { get; set; }")]
    [InlineData("public float {|MLD1009:Scores|};", "[Microsoft.ML.Data.ColumnName(\"Score\")] public float Scores;")]
    public Task ProposesTheNearestColumn(string before, string after)
    {
        const string Body = "var model = ml.Regression.Trainers.FastTree(\"Fare\", \"Miles\").Fit(ml.Data.LoadFromTextFile<Trip>(path)); ml.Model.CreatePredictionEngine<Trip, Answer>(model);";
        return MlNetTest.FixBody<PredictionCannotBeBound, PredictionCannotBeBoundFix>(Body, Body, $"class Answer {{ {before} }}", $"class Answer {{ {after} }}");
    }
}
