using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>A rule is its files: descriptor, page, release line and tests agree.</summary>
public sealed partial class RulesTests
{
    private static readonly string Rules = Path.Combine(CSharp.Root, "analyzers", "MlDsl.Analyzers", "Rules");

    public static TheoryData<Type> All { get; } = [.. AllRules.Types];

    [Theory]
    [MemberData(nameof(All))]
    public void HasAPageBesideIt(Type rule)
    {
        DiagnosticDescriptor descriptor = Descriptor(rule);
        string page = File.ReadAllText(Path.Combine(Rules, descriptor.Category, rule.Name + ".md"));
        Assert.StartsWith($"# {descriptor.Id}: {descriptor.Title}\n", page, StringComparison.Ordinal);
        foreach (string section in new[] { "## Wrong", "## Right", "## What it leaves alone", "## How to silence" }) Assert.Contains(section, page, StringComparison.Ordinal);
        Assert.EndsWith($"/{descriptor.Category}/{rule.Name}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void IsInTheReleaseTableAndTheIndex(Type rule)
    {
        DiagnosticDescriptor descriptor = Descriptor(rule);
        string table = File.ReadAllText(Path.Combine(Rules, "..", "AnalyzerReleases.Unshipped.md"));
        Assert.Contains($"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}", table, StringComparison.Ordinal);
        string index = File.ReadAllText(Path.Combine(Rules, "README.md"));
        Assert.Contains($"[{descriptor.Id}]({descriptor.Category}/{rule.Name}.md)", index, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void HasTestsOfHitsOfEveryTrapAndOfSuppression(Type rule)
    {
        string category = Descriptor(rule).Category;
        Type? tests = typeof(RulesTests).Assembly.GetType($"MlDsl.Analyzers.Tests.{rule.Name}Tests");
        Assert.NotNull(tests);
        Assert.True(File.Exists(Path.Combine(CSharp.Root, "tests", "MlDsl.Analyzers.Tests", category, rule.Name + "Tests.cs")));
        var names = tests.GetMethods().Where(static m => m.GetCustomAttribute<FactAttribute>() is not null).Select(static m => m.Name).ToList();
        Assert.Contains(names, static n => n.StartsWith("Reports", StringComparison.Ordinal));
        Assert.Contains("IsSilencedByPragma", names);

        // Every line under "What it leaves alone" is a trap, and every trap has a test.
        string page = File.ReadAllText(Path.Combine(Rules, category, rule.Name + ".md"));
        string section = page[page.IndexOf("## What it leaves alone", StringComparison.Ordinal)..page.IndexOf("## How to silence", StringComparison.Ordinal)];
        int traps = Bullet().Count(section);
        Assert.True(names.Count(static n => n.StartsWith("Allows", StringComparison.Ordinal)) >= traps, $"{rule.Name} names {traps} traps and tests fewer");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void FollowsTheHouseStyle(Type rule)
    {
        DiagnosticDescriptor descriptor = Descriptor(rule);
        Assert.Matches("^MLD[0-9]{4}$", descriptor.Id);
        Assert.False(descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture).EndsWith('.'));
        Assert.True(descriptor.IsEnabledByDefault);
        Assert.True(rule.IsSealed);
    }

    [Fact]
    public void CompilersFindEveryRuleOnce()
    {
        var ids = AllRules.Create().SelectMany(static a => a.SupportedDiagnostics).Select(static d => d.Id).ToList();
        Assert.Equal(AllRules.Types.Select(static t => Descriptor(t).Id).Order(), ids.Order());
    }

    [Fact]
    public void IdsAreUnique()
    {
        var ids = AllRules.Types.Select(static t => Descriptor(t).Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void FixesAreNamedAfterTheirRuleAndFixAll()
    {
        var fixes = typeof(RuleFix).Assembly.GetTypes().Where(static t => !t.IsAbstract && t.IsSubclassOf(typeof(RuleFix))).ToList();
        Assert.NotEmpty(fixes);
        foreach (Type type in fixes)
        {
            var fix = (CodeFixProvider)Activator.CreateInstance(type)!;
            Type rule = Assert.Single(AllRules.Types, t => t.Name + "Fix" == type.Name);
            Assert.Equal(Descriptor(rule).Id, Assert.Single(fix.FixableDiagnosticIds));
            Assert.NotNull(fix.GetFixAllProvider());
            Assert.NotNull(type.GetCustomAttribute<ExportCodeFixProviderAttribute>());
        }
    }

    private static DiagnosticDescriptor Descriptor(Type rule) =>
        Assert.Single(((DiagnosticAnalyzer)Activator.CreateInstance(rule)!).SupportedDiagnostics);

    [GeneratedRegex("^- ", RegexOptions.Multiline)]
    private static partial Regex Bullet();
}
