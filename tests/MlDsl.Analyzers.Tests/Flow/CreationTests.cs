using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

/// <summary>What an object is made with is known in its members: by constructors, records and initializers.</summary>
public sealed class CreationTests
{
    [Theory]
    [InlineData("class Trainer(MLContext ml, string label) { void Fit(IDataView rows) => ml.Regression.Trainers.FastTree(label, \"Miles\").Fit(rows); public void Run(string path) => Fit(ml.Data.LoadFromTextFile<Trip>(path)); }", "new Trainer(ml, {|MLD1001:\"Fair\"|}).Run(path);")]
    [InlineData("class Trainer { readonly string label; readonly MLContext ml; public Trainer(MLContext ml, string label) { this.ml = ml; this.label = label; } public void Run(string path) => ml.Regression.Trainers.FastTree(label, \"Miles\").Fit(ml.Data.LoadFromTextFile<Trip>(path)); }", "new Trainer(ml, {|MLD1001:\"Fair\"|}).Run(path);")]
    [InlineData("record Names(string Label, string[] Features); class Trainer(MLContext ml, Names names) { public void Run(string path) => ml.Transforms.Concatenate(\"Features\", names.Features).Append(ml.Regression.Trainers.FastTree(names.Label)).Fit(ml.Data.LoadFromTextFile<Trip>(path)); }", "new Trainer(ml, new Names(\"Fare\", [\"Seconds\", {|MLD1001:\"Mile\"|}])).Run(path);")]
    [InlineData("class Options { public string Label { get; init; } = \"Fare\"; public string Input { get; init; } = \"Miles\"; } class Trainer { readonly Options options; readonly MLContext ml; public Trainer(MLContext ml, Options options) => (this.ml, this.options) = (ml, options); public void Run(string path) => ml.Transforms.Concatenate(\"Features\", options.Input).Append(ml.Regression.Trainers.FastTree(options.Label)).Fit(ml.Data.LoadFromTextFile<Trip>(path)); }", "new Trainer(ml, new Options { Input = {|MLD1001:\"Mile\"|} }).Run(path);")]
    [InlineData("class Trainer(MLContext ml, IEstimator<ITransformer> last) { public void Run(string path) => ml.Transforms.Concatenate(\"Features\", \"Miles\").Append(last).Fit(ml.Data.LoadFromTextFile<Trip>(path)); }", "new Trainer(ml, ml.Regression.Trainers.FastTree({|MLD1001:\"Fair\"|})).Run(path);")]
    [InlineData("record Names(string Label) { public static readonly Names Usual = new({|MLD1001:\"Fair\"|}); }", "Names names = Names.Usual; ml.Regression.Trainers.FastTree(names.Label, \"Miles\").Fit(ml.Data.LoadFromTextFile<Trip>(path));")]
    public Task ReportsNamesThatAnObjectIsMadeWith(string members, string body) => MlNetTest.VerifyBody<MissingColumn>(body, members);

    [Fact]
    public Task ReportsTheRowsThatAnObjectIsMadeWith() => MlNetTest.VerifyBody<EvaluatedOnTrainingRows>("""
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Trip>(path));
        new Study(ml, split.TrainSet, split.TrainSet).Run();
        """, """
        class Study(MLContext ml, IDataView train, IDataView test)
        {
            public void Run()
            {
                var model = ml.Regression.Trainers.FastTree("Fare", "Miles").Fit(train);
                Console.WriteLine(ml.Regression.Evaluate({|MLD1101:model.Transform(test)|}, "Fare").RSquared);
            }
        }
        """);

    [Theory]
    [InlineData("new Trainer(ml, \"Fare\").Run(path);")]
    [InlineData("foreach (string label in new[] { \"Fare\", \"Miles\" }) new Trainer(ml, label).Run(path);")]
    [InlineData("new Trainer(ml, Environment.MachineName).Run(path); new Trainer(ml, \"Fare\").Run(path);")]
    [InlineData("string label = \"Fair\"; label = path; new Trainer(ml, label).Run(path);")]
    public Task AllowsNamesThatFitOrAreNotKnown(string body) => MlNetTest.VerifyBody<MissingColumn>(body,
        "class Trainer(MLContext ml, string label) { public void Run(string path) => ml.Regression.Trainers.FastTree(label, \"Miles\").Fit(ml.Data.LoadFromTextFile<Trip>(path)); }");

    // A name that is set to another afterwards, and a list that goes on growing.
    [Theory]
    [InlineData("class Trainer(MLContext ml, string label) { public void Run(string path) { label = path; Fit(path); } void Fit(string path) => ml.Regression.Trainers.FastTree(label, \"Miles\").Fit(ml.Data.LoadFromTextFile<Trip>(path)); }", "new Trainer(ml, \"Fair\").Run(path);")]
    [InlineData("record Names(string Label); class Trainer(MLContext ml, Names names) { public void Run(string path) => ml.Regression.Trainers.FastTree(names.Label, \"Miles\").Fit(ml.Data.LoadFromTextFile<Trip>(path)); }", "var names = new Names(\"Fair\"); names = names with { Label = path }; new Trainer(ml, names).Run(path);")]
    [InlineData("class Trainer(MLContext ml, System.Collections.Generic.List<string> names) { public void Run(string path) => ml.Transforms.DropColumns(names.ToArray()).Append(ml.Regression.Trainers.FastTree(\"Fare\", \"Miles\")).Fit(ml.Data.LoadFromTextFile<Trip>(path)); }", "var names = new System.Collections.Generic.List<string> { \"Vendr\" }; var trainer = new Trainer(ml, names); names.Clear(); trainer.Run(path);")]
    [InlineData("class Options { public string Label { get; init; } = \"Fair\"; } class Trainer(MLContext ml, Options options) { public void Run(string path) => ml.Regression.Trainers.FastTree(options.Label, \"Miles\").Fit(ml.Data.LoadFromTextFile<Trip>(path)); }", "new Trainer(ml, new Options { Label = \"Fare\" }).Run(path);")]
    public Task AllowsWhatIsChangedOrSetElsewhere(string members, string body) => MlNetTest.VerifyBody<MissingColumn>(body, members);
}
