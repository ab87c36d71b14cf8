using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;
using MlDsl.Analyzers.Tests.Mutations;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

public sealed class ModelNotInPoolTests
{
    private const string Types = """
        class Mail { public string Text { get; set; } = ""; }
        class Spam { public bool PredictedLabel { get; set; } }
        class Topic { public string PredictedLabel { get; set; } = ""; }
        """;

    [Theory]
    [InlineData("FromFile(\"spam-en\", \"en.zip\")", "Predict({|MLD5008:\"spam\"|}, mail)")]
    [InlineData("FromFile(\"spam-en\", \"en.zip\").FromUri(\"spam-de\", \"http://models/de.zip\")", "Predict(modelName: {|MLD5008:\"spam-fr\"|}, example: mail)")]
    [InlineData("FromFile(\"spam-en\", \"en.zip\")", "{|MLD5008:Predict|}(mail)")]
    [InlineData("FromFile(\"en.zip\")", "Predict({|MLD5008:\"en\"|}, mail)")]
    [InlineData("FromFile(\"en.zip\")", "GetPredictionEngine({|MLD5008:Name|}).Predict(mail)")]
    public Task ReportsNamesThatThePoolDoesNotHave(string given, string asked) => Verify(given, asked);

    [Fact]
    public Task ReportsANameNextToIt() => Verify("FromFile(\"spam-en\", \"en.zip\", true)", "Predict({|MLD5008:\"spam_en\"|}, mail)");

    [Fact]
    public async Task ReportsTypesThatNobodyRegisters()
    {
        var found = await RuleTest.Diagnostics(MlProgram.Compile($$"""
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.ML;
            IServiceCollection services = null!;
            PredictionEnginePool<Mail, Topic> pool = null!;
            services.AddPredictionEnginePool<Mail, Spam>().FromFile("en", "en.zip");
            System.Console.WriteLine(pool.Predict(new Mail()));
            {{Types}}
            """), new ModelNotInPool());
        Assert.Equal("No pool from 'Mail' to 'Topic' is registered, so the request fails; AddPredictionEnginePool registers 'Mail' to 'Spam'", Assert.Single(found).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("FromFile(\"spam-en\", \"en.zip\")", "Predict(\"spam-en\", mail)")]
    [InlineData("FromFile(\"en.zip\")", "Predict(mail)")]
    [InlineData("FromFile(Name, \"en.zip\")", "Predict(\"spam\", mail)")]
    public Task AllowsNamesThatThePoolHas(string given, string asked) => Verify(given, asked);

    [Fact]
    public Task AllowsNamesThatAreNotSpelledOut() => Verify("FromFile(Environment.MachineName, \"en.zip\")", "Predict(\"spam\", mail)");

    [Fact]
    public Task AllowsNamesThatComeWithTheRequest() => Verify("FromFile(\"spam-en\", \"en.zip\")", "Predict(\"spam-\" + mail.Text, mail)");

    [Fact]
    public Task AllowsALibraryWhoseApplicationRegisters() => MlNetTest.Verify<ModelNotInPool>($$"""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.ML;
        public static class Library
        {
            public static void Configure(IServiceCollection services) => services.AddPredictionEnginePool<Mail, Spam>().FromFile("en.zip");
            public static Topic Ask(PredictionEnginePool<Mail, Topic> pool) => pool.Predict("topic", new Mail());
        }
        {{Types.Replace("class", "public class", StringComparison.Ordinal)}}
        """);

    [Fact]
    public Task AllowsPoolsOfTypesThatAreNotSpelledOut() => MlNetTest.Verify<ModelNotInPool>($$"""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.ML;
        static class Startup
        {
            static void Add<TRow, TAnswer>(IServiceCollection services, string name) where TRow : class where TAnswer : class, new() =>
                services.AddPredictionEnginePool<TRow, TAnswer>().FromFile(name, name + ".zip");
            static void Configure(IServiceCollection services) => services.AddPredictionEnginePool<Mail, Spam>().FromFile("spam", "en.zip");
            static Spam Ask(PredictionEnginePool<Mail, Spam> pool) => pool.Predict("other", new Mail());
        }
        {{Types}}
        """);

    [Fact]
    public Task ProposesTheNearestName() => MlNetTest.Fix<ModelNotInPool, ModelNotInPoolFix>(
        Program("FromFile(\"spam-en\", \"en.zip\")", "Predict({|MLD5008:\"spam\"|}, mail)"), Program("FromFile(\"spam-en\", \"en.zip\")", "Predict(\"spam-en\", mail)"));

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.Verify<ModelNotInPool>("#pragma warning disable MLD5008\n" + Program("FromFile(\"spam-en\", \"en.zip\")", "Predict(\"spam\", mail)"));

    private static Task Verify(string given, string asked) => MlNetTest.Verify<ModelNotInPool>(Program(given, asked));

    private static string Program(string given, string asked) => $$"""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.ML;
        class Startup
        {
            private const string Name = "spam";
            static void Configure(IServiceCollection services) => services.AddPredictionEnginePool<Mail, Spam>().{{given}};
            static Spam Ask(PredictionEnginePool<Mail, Spam> pool, Mail mail) => pool.{{asked}};
        }
        {{Types}}
        """;
}
