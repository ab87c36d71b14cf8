using MlDsl.Generators.Columns;
using MlDsl.Generators.Expressions;

namespace MlDsl.Generators.Features;

/// <summary>What a parameter of a feature method is given.</summary>
/// <param name="Member">The column's property or the other feature's method.</param>
/// <param name="IsFeature">Whether it is a feature.</param>
internal sealed record ArgumentSpec(string Member, bool IsFeature);

/// <summary>One feature method.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Type">The type it returns.</param>
/// <param name="Kind">How the result becomes features.</param>
/// <param name="Arguments">What its parameters are given, in their order.</param>
/// <param name="Body">A hash of its own text: what model files compared before there was <see cref="Code"/>.</param>
/// <param name="Code">What it computes, told by its code.</param>
internal sealed record FeatureSpec(
    string Method, ColumnType Type, ColumnKind Kind, EquatableArray<ArgumentSpec> Arguments, string Body, FeatureCode Code)
{
    /// <summary>What it computes as ops of the plan, or why it is none.</summary>
    public FeatureOps Ops { get; init; } = FeatureOps.None;

    /// <summary>The feature's kind in the canonical text of schemas.</summary>
    public string CanonicalKind => $"{Kind.Canonical}={Body}";

    /// <summary>The feature in that text, as MlDsl.ColumnSchema writes it.</summary>
    public string Canonical => $"{Method}:{Type.DisplayName}:None:{CanonicalKind}";
}

/// <summary>The features of one class, ordered so that each comes after those it uses.</summary>
/// <param name="Row">The data set's type, from <c>global::</c> on.</param>
/// <param name="Class">The class, from <c>global::</c> on.</param>
/// <param name="Features">The methods.</param>
internal sealed record FeaturesSpec(string Row, string Class, EquatableArray<FeatureSpec> Features)
{
    /// <summary>The warnings that calls of the methods give rise to.</summary>
    public EquatableArray<string> Pragmas { get; init; }

    /// <summary>The columns that the methods take.</summary>
    public IEnumerable<string> Columns => Features.SelectMany(static f => f.Arguments).Where(static a => !a.IsFeature).Select(static a => a.Member);
}
