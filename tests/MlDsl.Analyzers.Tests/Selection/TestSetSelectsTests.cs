using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class TestSetSelectsTests
{
    [Fact]
    public Task ReportsTheBestOfALoop() => MlNetTest.VerifyBody<TestSetSelects>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        double best = double.MaxValue;
        foreach (int trees in new[] { 20, 50, 100 })
        {
            var model = ml.Transforms.Concatenate("Features", "Seconds").Append(ml.Regression.Trainers.FastTree("Fare", numberOfTrees: trees)).Fit(split.TrainSet);
            var metrics = ml.Regression.Evaluate({|MLD1602:model.Transform(split.TestSet)|}, "Fare");
            if (metrics.RootMeanSquaredError < best) best = metrics.RootMeanSquaredError;
        }
        """);

    [Fact]
    public Task ReportsAnOrderedListOfResults() => MlNetTest.VerifyBody<TestSetSelects>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var results = new List<(int Trees, double Error)>();
        for (int trees = 10; trees < 100; trees += 10)
        {
            var model = ml.Transforms.Concatenate("Features", "Seconds").Append(ml.Regression.Trainers.FastTree("Fare", numberOfTrees: trees)).Fit(split.TrainSet);
            var metrics = ml.Regression.Evaluate({|MLD1602:model.Transform(split.TestSet)|}, "Fare");
            results.Add((trees, metrics.RootMeanSquaredError));
        }
        var winner = results.OrderBy(r => r.Error).First();
        """);

    [Fact]
    public Task ReportsTwoModelsThatAreCompared() => MlNetTest.VerifyBody<TestSetSelects>(MlNetTest.SplitTrips + """
        var first = ml.Regression.Evaluate({|MLD1602:pipeline.Fit(split.TrainSet).Transform(split.TestSet)|}, "Fare");
        var second = ml.Regression.Evaluate({|MLD1602:ml.Transforms.Concatenate("Features", "Miles").Append(ml.Regression.Trainers.Gam("Fare")).Fit(split.TrainSet).Transform(split.TestSet)|}, "Fare");
        Console.WriteLine(first.RSquared > second.RSquared ? "trees" : "gam");
        """);

    [Theory]
    [InlineData("scores.Add(\"trees\", a.RSquared); scores.Add(\"gam\", b.RSquared);", "var best = scores.OrderByDescending(s => s.Value).First().Key;")]
    [InlineData("scores[\"trees\"] = a.RSquared; scores[\"gam\"] = b.RSquared;", "var best = scores.MaxBy(s => s.Value).Key;")]
    [InlineData("scores[\"trees\"] = a.RSquared; scores[\"gam\"] = b.RSquared;", "var best = scores.Single(s => s.Value == scores.Values.Max()).Key;")]
    [InlineData("scores[\"trees\"] = a.RSquared; scores[\"gam\"] = b.RSquared;", "var best = scores.Aggregate((x, y) => x.Value > y.Value ? x : y).Key;")]
    [InlineData("scores[\"trees\"] = a.RSquared; scores[\"gam\"] = b.RSquared;", "double best = 0; foreach (var score in scores) if (score.Value > best) best = score.Value;")]
    public Task ReportsTheBestOfADictionary(string keep, string choose) => MlNetTest.VerifyBody<TestSetSelects>($$"""
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ','), testFraction: 0.2, seed: 1);
        var features = ml.Transforms.Concatenate("Features", "Seconds");
        var trees = features.Append(ml.Regression.Trainers.FastTree("Fare")).Fit(split.TrainSet);
        var gam = features.Append(ml.Regression.Trainers.Gam("Fare")).Fit(split.TrainSet);
        var a = ml.Regression.Evaluate({|MLD1602:trees.Transform(split.TestSet)|}, "Fare");
        var b = ml.Regression.Evaluate({|MLD1602:gam.Transform(split.TestSet)|}, "Fare");
        var scores = new Dictionary<string, double>();
        {{keep}}
        {{choose}}
        """);

    [Fact]
    public Task ReportsTheBestOnATestFile() => MlNetTest.VerifyBody<TestSetSelects>("""
        var train = ml.Data.LoadFromTextFile<Trip>("train.csv");
        var test = ml.Data.LoadFromTextFile<Trip>(System.IO.Path.Combine("data", "fares_test.csv"));
        var held = ml.Data.LoadFromTextFile<Trip>("data/test-validation.csv");
        double best = 0, other = 0;
        foreach (int trees in new[] { 20, 50 })
        {
            var model = ml.Transforms.Concatenate("Features", "Seconds").Append(ml.Regression.Trainers.FastTree("Fare", numberOfTrees: trees)).Fit(train);
            best = Math.Max(best, ml.Regression.Evaluate({|MLD1602:model.Transform(test)|}, "Fare").RSquared);
            other = Math.Max(other, ml.Regression.Evaluate(model.Transform(held), "Fare").RSquared);
        }
        """);

    [Theory]
    [InlineData("System.IO.Path.Combine(path, \"fares_test.csv\")", true)]
    [InlineData("System.IO.Path.Combine(\"data\", names[\"test\"])", true)]
    [InlineData("System.IO.Path.Combine(\"TestData\", path)", false)]
    [InlineData("\"TestData/\" + path", false)]
    [InlineData("System.IO.Path.Combine(\"TestData\", names[\"held\"])", false)]
    public Task AFileIsCalledWhatItsLastPartIs(string file, bool isTest) => MlNetTest.VerifyBody<TestSetSelects>($$"""
        var names = new Dictionary<string, string>();
        var train = ml.Data.LoadFromTextFile<Trip>("train.csv");
        var held = ml.Data.LoadFromTextFile<Trip>({{file}});
        double best = 0;
        foreach (int trees in new[] { 20, 50 })
        {
            var model = ml.Transforms.Concatenate("Features", "Seconds").Append(ml.Regression.Trainers.FastTree("Fare", numberOfTrees: trees)).Fit(train);
            best = Math.Max(best, ml.Regression.Evaluate({{(isTest ? "{|MLD1602:model.Transform(held)|}" : "model.Transform(held)")}}, "Fare").RSquared);
        }
        """);

    [Fact]
    public Task AllowsADictionaryThatIsShown() => MlNetTest.VerifyBody<TestSetSelects>("""
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ','), testFraction: 0.2, seed: 1);
        var features = ml.Transforms.Concatenate("Features", "Seconds");
        var scores = new Dictionary<string, double>();
        scores["trees"] = ml.Regression.Evaluate(features.Append(ml.Regression.Trainers.FastTree("Fare")).Fit(split.TrainSet).Transform(split.TestSet), "Fare").RSquared;
        scores["gam"] = ml.Regression.Evaluate(features.Append(ml.Regression.Trainers.Gam("Fare")).Fit(split.TrainSet).Transform(split.TestSet), "Fare").RSquared;
        foreach (var score in scores) Console.WriteLine(score.Key + score.Value);
        """);

    [Fact]
    public Task AllowsAReportOfSeveralModels() => MlNetTest.VerifyBody<TestSetSelects>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        foreach (int trees in new[] { 20, 50 })
        {
            var model = ml.Transforms.Concatenate("Features", "Seconds").Append(ml.Regression.Trainers.FastTree("Fare", numberOfTrees: trees)).Fit(split.TrainSet);
            Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Fare").RSquared);
        }
        """);

    [Fact]
    public Task AllowsOneModelHeldAgainstABar() => MlNetTest.VerifyBody<TestSetSelects>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        var metrics = ml.Regression.Evaluate(model.Transform(split.TestSet), "Fare");
        if (metrics.RSquared < 0.5) throw new InvalidOperationException("not good enough");
        """);

    [Fact]
    public Task AllowsAChoiceOnAValidationSet() => MlNetTest.VerifyBody<TestSetSelects>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var inner = ml.Data.TrainTestSplit(split.TrainSet);
        double best = 0;
        foreach (int trees in new[] { 20, 50 })
        {
            var model = ml.Transforms.Concatenate("Features", "Seconds").Append(ml.Regression.Trainers.FastTree("Fare", numberOfTrees: trees)).Fit(inner.TrainSet);
            best = Math.Max(best, ml.Regression.Evaluate(model.Transform(inner.TestSet), "Fare").RSquared);
        }
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<TestSetSelects>("""
        #pragma warning disable MLD1602
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        double best = double.MaxValue;
        foreach (int trees in new[] { 20, 50, 100 })
        {
            var model = ml.Transforms.Concatenate("Features", "Seconds").Append(ml.Regression.Trainers.FastTree("Fare", numberOfTrees: trees)).Fit(split.TrainSet);
            var metrics = ml.Regression.Evaluate(model.Transform(split.TestSet), "Fare");
            if (metrics.RootMeanSquaredError < best) best = metrics.RootMeanSquaredError;
        }
        """);
}
