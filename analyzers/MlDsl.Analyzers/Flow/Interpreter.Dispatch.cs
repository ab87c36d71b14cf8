using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>Which code a call runs, where that is told by a value: an object of one of several classes, a delegate, a lambda.</summary>
internal sealed partial class Interpreter
{
    // An object of one of several classes: the method of each may be the one that runs.
    private bool InvokeOnEach(IInvocationOperation call, Value? instance, Dictionary<string, Value> arguments, out Value? returned)
    {
        returned = null;
        if (!call.IsVirtual || instance is null) return false;
        var classes = Values.Alternatives(instance).Select(static v => (v as Members)?.Type as INamedTypeSymbol).Distinct(SymbolEqualityComparer.Default).ToList();
        if (classes.Any(static c => c is null)) return false;
        ProgramState before = state.Copy();
        var ends = new List<(ProgramState, Value?)>();
        foreach (INamedTypeSymbol type in classes.OfType<INamedTypeSymbol>())
        {
            state = before.Copy();
            if (analysis.Follow(call.TargetMethod, type, isVirtual: true) is not { } run || !TryFollow(call, run, type, arguments, out Value? one))
            {
                state = before;
                return false;
            }
            ends.Add((state, one));
        }
        returned = Meet(ends);
        return true;
    }

    // A delegate out of a table of them: each may be the one.
    private Value? CallAny(IInvocationOperation call, Value? instance, Dictionary<string, Value> arguments)
    {
        var functions = Values.Alternatives(instance).ToList();
        if (functions.Count == 0 || !functions.All(static f => f is Function)) return Lost(arguments);
        ProgramState before = state.Copy();
        var ends = new List<(ProgramState, Value?)>();
        foreach (Function function in functions.Cast<Function>())
        {
            state = before.Copy();
            Value? returned = Call(function, Positional(call, arguments));
            ends.Add((state, returned));
        }
        return Meet(ends);
    }

    // A lambda outlives the method that makes it, and keeps what it has captured.
    private static Function WithCaptured(Function lambda, IMethodSymbol maker, ProgramState held) => new(lambda.Symbol, lambda.Body)
    {
        Captured =
        [
            .. lambda.Captured,
            .. lambda.Body.Descendants()
                .Select(static o => o switch { IParameterReferenceOperation parameter => parameter.Parameter, ILocalReferenceOperation local => local.Local, _ => (ISymbol?)null })
                .OfType<ISymbol>().Where(v => SymbolEqualityComparer.Default.Equals(v.ContainingSymbol, maker)).Distinct(SymbolEqualityComparer.Default)
                .Select(v => (v!, held[v!]!)).Where(static v => v.Item2 is not null),
        ],
    };
}
