using Microsoft.CodeAnalysis;
using MlDsl.Generators.Incremental;
using MlDsl.Testing;

namespace MlDsl.Tasks.Tests.Decisions;

/// <summary>What must not compile, without any analyzer, and the compiler's own words for it.</summary>
public sealed class DecisionMisuseTests
{
    private const string Declarations = """
        using MlDsl;

        public enum Discount { None, Five, Ten }
        public enum Banner { Red, Blue }

        [Dataset]
        public sealed partial record Offer
        {
            [Numeric] public required float Age { get; init; }
            [Categorical] public required Discount Discount { get; init; }
            [Label] public float Spent { get; init; }
        }

        [Dataset]
        public sealed partial record Click
        {
            [Numeric] public required float Age { get; init; }
            [Categorical] public required Banner Banner { get; init; }
            [Label] public bool Clicked { get; init; }
        }

        [Model<Offer, Regression>] public sealed partial class OfferModel;
        [Model<Click, BinaryClassification>] public sealed partial class ClickModel;
        """;

    [Theory]
    [InlineData("A policy evaluated on rows without propensities", "Judge(policy, rows);", "CS1503")]
    [InlineData("A policy evaluated on a test set", "Judge(policy, rows.SplitRandom(0.2, 0.2, seed: 1).Test);", "CS1503")]
    [InlineData("A data set that evaluates a policy", "rows.Evaluate(policy);", "CS1061")]
    [InlineData("Logged decisions of rows without propensities", "LoggedDecisions.Of(offers, rows);", "CS7036")]
    [InlineData("Logged decisions of one's own making", "_ = new LoggedDecisions<Offer, Offer.Input, Discount>(offers, []);", "CS1729")]
    [InlineData("A policy of other actions", "log.Evaluate(clicks.Uniform());", "CS1503")]
    [InlineData("A model of other rows", "offers.EpsilonGreedy(click, 0.1);", "CS0411")]
    [InlineData("A decision without what draws", "policy.Decide(in context, [Discount.Five]);", "CS1501")]
    [InlineData("Numbers as the rewards of flags", "LoggedDecisions.OfFlags(offers, rows, static _ => [1.0, 0.0, 0.0]);", "CS0311")]
    [InlineData("A value that is taken for a number", "double value = log.Evaluate(policy).DoublyRobust;", "CS0029")]
    public void DoesNotCompile(string what, string statement, string id)
    {
        string[] errors = [.. Errors(statement).Select(static d => d.Id)];
        Assert.True(errors.SequenceEqual(id.Split(',')), $"{what}: expected {id}, the compiler says {string.Join(", ", errors)}");
    }

    [Theory]
    [InlineData("PolicyEvaluation said = log.Evaluate(policy, train => OfferModel.Fit(train));")]
    [InlineData("PolicyComparison said = log.Compare(offers.EpsilonGreedy(offer, 0.1), policy, train => OfferModel.Fit(train), new() { Range = new(0, 10) });")]
    [InlineData("PolicyEvaluation said = looks.Evaluate(clicks.Softmax(click, 0.1), train => ClickModel.Fit(train));")]
    [InlineData("LoggedDecisions<Offer, Offer.Input, Discount> said = LoggedDecisions.Of(offers, rows, static _ => [0.25, 0.25, 0.5]);")]
    [InlineData("Decision<Discount> said = policy.Decide(in context, [Discount.Five, Discount.Ten], System.Random.Shared);")]
    [InlineData("DecisionPolicy<Offer.Input, Discount> said = offer.Thompson(offers, log.Train);")]
    [InlineData("DecisionPolicy<Offer.Input, Discount> said = offers.Thompson(log.Train.Bootstrapped(20, 1, train => OfferModel.Fit(train)));")]
    public void TheRightWayCompiles(string statement) => Assert.Empty(Errors(statement).Select(static d => d.ToString()));

    private static IEnumerable<Diagnostic> Errors(string statement) => RuleTest.Compile(
        $$"""
        {{Declarations}}

        internal static class Use
        {
            private static PolicyEvaluation Judge(DecisionPolicy<Offer.Input, Discount> policy, LoggedDecisions<Offer, Offer.Input, Discount> log) => log.Evaluate(policy);

            public static void It(
                Dataset<Offer> rows, LoggedDecisions<Offer, Offer.Input, Discount> log, LoggedDecisions<Click, Click.Input, Banner> looks, OfferModel offer, ClickModel click, Offer.Input context,
                ActionSpace<Offer.Input, Discount> offers, ActionSpace<Click.Input, Banner> clicks, DecisionPolicy<Offer.Input, Discount> policy)
            {
                {{statement}}
            }
        }
        """,
        [new DatasetGenerator(), new ModelGenerator()]).GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error);
}
