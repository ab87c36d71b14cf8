using Microsoft.CodeAnalysis;

namespace MlDsl.Generators;

/// <summary>Passes problems on and remembers whether there was an error, so that a parser can go on to the next problem.</summary>
internal sealed class ProblemCounter(Action<Diagnostic>? report)
{
    /// <summary>Whether an error was reported.</summary>
    public bool Any { get; private set; }

    /// <summary>Notes an error that the compiler reports itself.</summary>
    public void Fail() => Any = true;

    public void Report(Diagnostic diagnostic)
    {
        Any |= diagnostic.DefaultSeverity == DiagnosticSeverity.Error;
        report?.Invoke(diagnostic);
    }
}
