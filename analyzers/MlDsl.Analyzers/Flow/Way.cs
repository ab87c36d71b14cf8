using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlDsl.Analyzers.Flow;

/// <summary>The way that led to a finding: where the rows come from, what has seen them, where they are scored.</summary>
internal static class Way
{
    private const int Longest = 6;

    /// <summary>The places on the way to <paramref name="found"/>, the rows' first.</summary>
    public static ImmutableArray<(string What, Location Place)> Of(FlowEvent found)
    {
        var way = new List<(string What, SyntaxNode Site)>();
        switch (found)
        {
            case EvaluateEvent evaluation:
                Add(way, evaluation.Data);
                way.Add(("scored", evaluation.Call.Syntax));
                break;
            case TransformEvent transform:
                Add(way, transform.Input);
                way.Add(("fitted", transform.Model.Site));
                way.Add(("transformed", transform.Call.Syntax));
                break;
            case FitEvent fit:
                Add(way, fit.Data);
                way.Add(("fitted", fit.Call.Syntax));
                break;
            case CrossValidateEvent cross:
                Add(way, cross.Data);
                way.Add(("cross-validated", cross.Call.Syntax));
                break;
            case SplitEvent split:
                Add(way, split.Split.Whole);
                way.Add(("split", split.Call.Syntax));
                break;
            case ImportanceEvent importance:
                Add(way, importance.Data);
                break;
            case SaveEvent { Model: Transformer { FittedOn: { } rows } model }:
                Add(way, rows);
                way.Add(("fitted", model.Site));
                way.Add(("saved", found.Call.Syntax));
                break;
        }
        // In one file the way is told from top to bottom.
        if (way.Select(static step => step.Site.SyntaxTree).Distinct().Count() == 1) way = [.. way.OrderBy(static step => step.Site.SpanStart)];
        return [.. way.Select(static step => (step.What, step.Site.NameLocation())).Distinct().Take(Longest)];
    }

    private static void Add(List<(string, SyntaxNode)> way, View view)
    {
        if (view.Rows.Origin.Site is { } loaded) way.Add(("loaded", loaded));
        foreach (Cut cut in view.Rows.Cuts) way.Add((cut.Kind == CutKind.Filter ? "filtered" : "split", cut.Site));
        foreach (Transformer applied in view.Applied) way.Add((applied.Estimator.IsOpen || applied.Estimator.Trainer is not null ? "fitted" : "prepared", applied.Site));
    }

    /// <summary>The way in words, without what is on the line of the finding: <c>loaded in line 5, split in line 6</c>.</summary>
    public static string Text(ImmutableArray<(string What, Location Place)> way, Location place)
    {
        FileLinePositionSpan here = place.GetLineSpan();
        return string.Join(", ", way.Select(step => (step.What, At: step.Place.GetLineSpan()))
            .Where(step => step.At.Path != here.Path || step.At.StartLinePosition.Line != here.StartLinePosition.Line)
            .Select(step => $"{step.What} in line {step.At.StartLinePosition.Line + 1}{(step.At.Path == here.Path ? "" : " of " + FileName(step.At.Path))}").Distinct());
    }

    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
