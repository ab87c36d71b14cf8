namespace MlDsl.EndToEnd.Tests.Expressions;

/// <summary>What a feature method computes, computed three ways: by itself, by its ops without it, and by an exported graph.</summary>
public sealed class ExpressionTests
{
    private static readonly ExpressionCase[] Cases = [.. ExpressionCases.All, .. ExpressionCases.NotExported];

    private static readonly CompiledFeatures Features = new(string.Join('\n', Cases.Select(static (c, i) => c.Member($"M{i}")).Append(ExpressionCases.Shared)));

    private static readonly ThreeWays Ways = new(Features);

    [Fact]
    public void TheOpsGiveWhatTheMethodGives() => Each(Cases.Length, static i => Ways.Interpreted($"M{i}"));

    [Fact]
    public void TheGraphGivesWhatTheMethodGives() => Each(ExpressionCases.All.Length, static i => Ways.Exported($"M{i}", Cases[i].Ulps));

    [Fact]
    public void TheOpsAllocateNothing() => Each(Cases.Length, static i => Assert.Equal(0, Ways.Allocated($"M{i}")));

    [Fact]
    public void WhatNoGraphComputesSaysWhy()
    {
        for (int i = ExpressionCases.All.Length; i < Cases.Length; i++)
        {
            ColumnSchema feature = Features.Feature($"M{i}");
            var expression = MlDsl.Expressions.ExpressionParser.Read(feature, static member => Features.Schema.Inputs.FirstOrDefault(c => c.Member == member));
            Assert.True(MlDsl.Plans.ExpressionObstacle.Of(expression) is { Length: > 0 }, Cases[i].Body);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void RandomExpressionsAreTheSameThreeWays(int seed)
    {
        var random = new RandomExpression(seed);
        ExpressionCase[] cases = [.. Enumerable.Range(0, 100).Select(_ => random.Next())];
        ThreeWays ways = new(new CompiledFeatures(string.Join('\n', cases.Select(static (c, i) => c.Member($"M{i}")))));
        Each(cases.Length, i => ways.Interpreted($"M{i}"));
        Each(cases.Length, i => ways.Exported($"M{i}", 0));
    }

    // All that fail, so that one run tells.
    private static void Each(int count, Action<int> check)
    {
        List<string> failures = [];
        for (int i = 0; i < count; i++)
        {
            try
            {
                check(i);
            }
            catch (Exception e)
            {
                failures.Add(e is Xunit.Sdk.XunitException ? e.Message : $"M{i}: {e.GetBaseException().GetType().Name} {e.GetBaseException().Message}");
            }
        }
        Assert.True(failures.Count == 0, $"{failures.Count} of {count} fail\n" + string.Join("\n\n", failures.Take(40)));
    }
}
