using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests.Flow;

/// <summary>Creations and derived classes are found by name: under aliases, in other namespaces, with the type unwritten.</summary>
public sealed class NamesTests
{
    private const string Study = """
        #nullable disable
        namespace Studies.Fares
        {
            class Trip { [LoadColumn(0)] public float Miles { get; set; } [LoadColumn(1)] public float Fare { get; set; } }
            class Trainer(MLContext ml, string label)
            {
                public void Run(string path) => ml.Regression.Trainers.FastTree(label, "Miles").Fit(ml.Data.LoadFromTextFile<Trip>(path));
                public class Inner(MLContext ml, string label) : Trainer(ml, label);
            }
            abstract class Course(MLContext ml)
            {
                protected abstract string Label { get; }
                public void Run(string path) => ml.Regression.Trainers.FastTree(Label, "Miles").Fit(ml.Data.LoadFromTextFile<Trip>(path));
            }
        }

        """;

    [Theory]
    [InlineData("using Studies.Fares;", "new Trainer(ml, {|MLD1001:\"Fair\"|}).Run(path);")]
    [InlineData("using Study = Studies.Fares.Trainer;", "new Study(ml, {|MLD1001:\"Fair\"|}).Run(path);")]
    [InlineData("using S = Studies.Fares;", "new S.Trainer(ml, {|MLD1001:\"Fair\"|}).Run(path);")]
    [InlineData("", "new global::Studies.Fares.Trainer(ml, {|MLD1001:\"Fair\"|}).Run(path);")]
    [InlineData("using Studies.Fares;", "Trainer trainer = new(ml, {|MLD1001:\"Fair\"|}); trainer.Run(path);")]
    [InlineData("using Studies.Fares;", "Run(new(ml, {|MLD1001:\"Fair\"|})); void Run(Trainer trainer) => trainer.Run(path);")]
    public Task FindsTheOneCreation(string usings, string body) => Verify(usings, body);

    // The second creation hands over what nobody knows; who did not see it would take the first one's label for the only one.
    [Theory]
    [InlineData("using Studies.Fares; using Study = Studies.Fares.Trainer;", "new Trainer(ml, \"Fair\").Run(path); new Study(ml, path).Run(path);")]
    [InlineData("using Studies.Fares; using S = Studies.Fares;", "new Trainer(ml, \"Fair\").Run(path); new S.Trainer(ml, path).Run(path);")]
    [InlineData("using Studies.Fares;", "new Trainer(ml, \"Fair\").Run(path); Trainer other = new(ml, path); other.Run(path);")]
    [InlineData("using Studies.Fares;", "new Trainer(ml, \"Fair\").Run(path); Run(new(ml, path)); void Run(Trainer trainer) => trainer.Run(path);")]
    [InlineData("using Studies.Fares;", "new Trainer(ml, \"Fair\").Run(path); Trainer? other = new(ml, path); other.Run(path);")]
    public Task SeesEveryOtherCreation(string usings, string body) => Verify(usings, body);

    [Theory]
    [InlineData("using Studies.Fares;", "Course")]
    [InlineData("using Base = Studies.Fares.Course;", "Base")]
    [InlineData("", "Studies.Fares.Course")]
    public Task FindsTheHeir(string usings, string course) =>
        Verify(usings, "new Heir(ml).Run(path);", $$"""class Heir(MLContext ml) : {{course}}(ml) { protected override string Label => {|MLD1001:"Fair"|}; }""");

    // Of two heirs each runs the base class with a label of its own.
    [Fact]
    public Task SeesEveryHeir() => Verify("using Studies.Fares; using Base = Studies.Fares.Course;", "new Heir(ml).Run(path); new Other(ml).Run(path);", """
        class Heir(MLContext ml) : Course(ml) { protected override string Label => "Fare"; }
        class Other(MLContext ml) : Base(ml) { protected override string Label => {|MLD1001:"Fair"|}; }
        """);

    private static Task Verify(string usings, string body, string members = "") => MlNetTest.Verify<MissingColumn>($$"""
        {{usings}}
        {{Study}}
        namespace Application
        {
            {{members}}
            static class Program
            {
                static void Main(string[] args) { MLContext ml = new(1); string path = args[0]; {{body}} }
            }
        }
        """);
}
