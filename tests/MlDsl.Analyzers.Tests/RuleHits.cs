using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>The programs of the rules' own tests, for tests of all rules.</summary>
internal static class RuleHits
{
    /// <summary>The program of the rule's first test, which the rule finds something in.</summary>
    public static async Task<(Compilation Program, ImmutableArray<AdditionalText> Files)> First(Type rule)
    {
        Type tests = typeof(RuleHits).Assembly.GetType($"MlDsl.Analyzers.Tests.{rule.Name}Tests")!;
        MethodInfo reports = tests.GetMethods().First(static m => m.Name.StartsWith("Reports", StringComparison.Ordinal) && m.GetParameters().Length == 0);
        RuleTest.Verified.Value = [];
        await (Task)reports.Invoke(Activator.CreateInstance(tests), null)!;
        return Assert.Single(RuleTest.Verified.Value);
    }
}
