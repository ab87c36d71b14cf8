using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>Calls: into ML.NET, into this compilation, of lambdas, and over sequences of known values.</summary>
internal sealed partial class Interpreter
{
    /// <summary>What the first walk of a lambda or local function of this member took.</summary>
    private readonly Dictionary<IOperation, int> entered = [];

    /// <summary>The variables that bodies which are not walked assign.</summary>
    private readonly Dictionary<IOperation, ImmutableArray<ISymbol>> assigned = [];

    /// <summary>What calls gave whose result the next call of a chain is about to ask for.</summary>
    private readonly Dictionary<IOperation, Value?> ready = [];

    // a.B().C() is walked from its beginning, however long it is: the call that another is made on comes first.
    private Value? InvokeChain(IInvocationOperation last)
    {
        if (ready.TryGetValue(last, out Value? known))
        {
            ready.Remove(last);
            return known;
        }
        var calls = new Stack<IInvocationOperation>();
        for (IOperation? at = last; at is IInvocationOperation call; at = MadeOn(call)?.WithoutConversion())
        {
            work.Take();
            calls.Push(call);
        }
        while (calls.Count > 1)
        {
            IInvocationOperation call = calls.Pop();
            ready[call] = Invoke(call) ?? Opaque(call);
        }
        return Invoke(last) ?? Opaque(last);
    }

    private static IOperation? MadeOn(IInvocationOperation call) =>
        call.Instance ?? (call is { TargetMethod.IsExtensionMethod: true, Arguments: [{ Parameter.RefKind: RefKind.None } first, ..] } ? first.Value : null);

    private Value? Invoke(IInvocationOperation call)
    {
        Value? instance = IsOwn(call.Instance) ? null : Eval(call.Instance!);
        var arguments = Arguments(call.Arguments);
        IMethodSymbol target = call.TargetMethod;

        if (KnownSymbols.IsMlNet(target)) return MlNet(call, instance, arguments);
        if (target.MethodKind == MethodKind.DelegateInvoke) return CallAny(call, instance, arguments);
        if (target.MethodKind == MethodKind.LocalFunction)
            return localFunctions.TryGetValue(target, out IOperation? local) ? Call(new Function(target, local), Positional(call, arguments), call) : Lost(arguments);
        INamedTypeSymbol? of = target.IsStatic ? null : IsOwn(call.Instance) ? self : analysis.Hierarchy.ObjectOf(call.Instance!.Type);
        if (of is null && InvokeOnEach(call, instance, arguments, out Value? ofEach)) return ofEach;
        if (analysis.Follow(target, of, call.IsVirtual) is { } run && TryFollow(call, run, of, arguments, out Value? returned)) return returned;
        if (IsOwn(call.Instance) && target.Locations.Any(static l => l.IsInSource))
        {
            state.ForgetMembers(work);
            epoch++;
        }
        Escape(call, instance, arguments);
        return Sequence(call, instance, arguments);
    }

    // What is not walked may have assigned any of the variables around it that it names.
    private Value? Forget(IOperation body)
    {
        if (!assigned.TryGetValue(body, out ImmutableArray<ISymbol> variables))
        {
            assigned[body] = variables =
            [
                .. body.Descendants().Select(static o => o switch
                {
                    IAssignmentOperation { Target: ILocalReferenceOperation local } => local.Local,
                    IAssignmentOperation { Target: IParameterReferenceOperation parameter } => parameter.Parameter,
                    IAssignmentOperation { Target: IMemberReferenceOperation member } => member.Member.OriginalDefinition,
                    IArgumentOperation { Parameter.RefKind: not RefKind.None, Value: ILocalReferenceOperation local } => local.Local,
                    IInvocationOperation { Instance: ILocalReferenceOperation local } when IsCollection(local.Type) => local.Local,
                    _ => (ISymbol?)null,
                }).OfType<ISymbol>().Distinct(SymbolEqualityComparer.Default),
            ];
        }
        work.Take(variables.Length);
        foreach (ISymbol variable in variables) state[variable] = null;
        return null;
    }

    private Value? Lost(Dictionary<string, Value> arguments)
    {
        foreach (Value given in arguments.Values) Escape(given, isChanged: true);
        return null;
    }

    /// <summary>What is known of each argument, by parameter; lambdas are kept as values, ref and out variables are forgotten.</summary>
    private Dictionary<string, Value> Arguments(ImmutableArray<IArgumentOperation> arguments)
    {
        var known = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is null) continue;
            if (argument.Parameter.RefKind is RefKind.Ref or RefKind.Out) Assign(argument.Value, null);
            else if (Eval(argument.Value) is { } value) known[argument.Parameter.Name] = value;
        }
        return known;
    }

    private static ImmutableArray<Value?> Positional(IInvocationOperation call, Dictionary<string, Value> arguments) =>
        [.. call.TargetMethod.Parameters.Select(p => arguments.TryGetValue(p.Name, out Value? value) ? value : null)];

    /// <summary>Walks a method of this compilation with the values that the call passes.</summary>
    private bool TryFollow(IInvocationOperation call, IMethodSymbol run, INamedTypeSymbol? of, Dictionary<string, Value> arguments, out Value? returned)
    {
        returned = null;
        if (stack.Length >= MaximumDepth || active.Contains(run)) return false;
        if (analysis.BodyOf(run, cancellation) is not { } body || !work.MayFollow(analysis.SizeOf(run, body))) return false;
        var outer = (self, types);
        for (int i = 0; i < run.TypeParameters.Length && i < call.TargetMethod.TypeArguments.Length; i++)
            types = types.SetItem(run.TypeParameters[i], Actual(call.TargetMethod.TypeArguments[i]));
        // The fields of another object are not those of this one; one that is no object's does not know this one's class.
        bool isOwn = IsOwn(call.Instance);
        if (!run.IsStatic) self = of;
        returned = Enter(run, body, Positional(call, arguments), call, keepFields: isOwn);
        (self, types) = outer;
        return true;
    }

    private Value? Enter(IMethodSymbol method, IOperation body, ImmutableArray<Value?> arguments, IInvocationOperation? call,
        bool keepFields)
    {
        ProgramState caller = state;
        var outerStack = stack;
        var outerActive = active;
        if (call is not null) stack = stack.Add(call);
        active = active.Add(method);
        state = keepFields ? caller.Copy() : new ProgramState();
        for (int i = 0; i < method.Parameters.Length; i++)
            Hold(method.Parameters[i], i < arguments.Length ? arguments[i] : null);

        Value? returned = Walk(body);
        // What only a variable of the method held is its caller's now.
        foreach (object id in IdsOf(returned))
            if (holders.TryGetValue(id, out ISymbol? holder) && holder is ILocalSymbol && SymbolEqualityComparer.Default.Equals(holder.ContainingSymbol, method)) holders.Remove(id);
        ProgramState inner = state;
        state = keepFields ? inner : caller;
        if (returned is Function { IsLambda: true } lambda) returned = WithCaptured(lambda, method, inner);
        stack = outerStack;
        active = outerActive;
        return returned;
    }

    private Value? Call(Function function, ImmutableArray<Value?> arguments, IInvocationOperation? call = null)
    {
        if (active.Contains(function.Symbol)) return null;
        if (stack.Length >= MaximumDepth) return Forget(function.Body);
        // What is written in this member is walked once as part of it, and for another call like a method.
        bool isAgain = entered.TryGetValue(function.Body, out int cost);
        if (!isAgain && function.Symbol.MethodKind is not (MethodKind.AnonymousFunction or MethodKind.LocalFunction))
            (isAgain, cost) = (true, analysis.SizeOf(function.Symbol, function.Body));
        if (isAgain && !work.MayFollow(cost)) return Forget(function.Body);
        int before = work.Steps;
        foreach (var (variable, value) in function.Captured)
            if (!state.Holds(variable)) state[variable] = value;
        Value? returned = Enter(function.Symbol, function.Body, arguments, function.IsLambda ? null : call, keepFields: true);
        if (!isAgain) entered[function.Body] = work.Steps - before;
        return returned;
    }

    private Value? FoldSequence(IInvocationOperation call, FoldResults results, List<Function> functions, Value? selected)
    {
        var chosen = new FoldResults(results.Estimator, results.Data, results.IsOne, isChosen: true, results.Site);
        switch (call.TargetMethod.Name)
        {
            case "OrderBy" or "OrderByDescending" or "ThenBy":
                return chosen;
            case "MaxBy" or "MinBy":
                return new FoldResults(results.Estimator, results.Data, isOne: true, isChosen: true, results.Site);
            case "Max" or "Min" when functions.Count > 0:
                Record(new FoldChoiceEvent(call, stack, chosen) { Repeats = Repeats(call) });
                return null;
            case "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "ElementAt" or "Single":
                return ElementOf(results);
            case "Select":
                return selected is null ? null : new Items([selected], isExact: false);
            case "GetEnumerator" or "ToList" or "ToArray" or "AsEnumerable" or "Take" or "Reverse" or "Where":
                return results;
            default:
                return null;
        }
    }

    /// <summary>Each of several values that differ in their steps and not in their rows; of others what they have in common.</summary>
    private static ImmutableArray<T> Each<T>(Value? value) where T : Value
    {
        if (value is Choice { Values: var all } && all.RemoveAll(static v => v is Null) is var some && some.All(static v => v is T) && some.All(v => v is Estimator || SameRows(RowsOf(v), RowsOf(some[0]))))
            return [.. some.Cast<T>()];
        return As<T>(value) is { } common ? [common] : [];
    }

    private static View? RowsOf(Value value) => value is Transformer model ? model.FittedOn : value as View;

    /// <summary>One value of a kind out of what may be several, with what they have in common.</summary>
    private static T? As<T>(Value? value) where T : Value
    {
        if (value is T known) return known;
        if (value is not Choice choice || choice.Values.Any(static v => v is not T)) return null;
        Value? common = choice.Values[0] switch
        {
            Estimator => Estimator.Unknown,
            Transformer { FittedOn: not null } first => choice.Values.All(v => SameRows(((Transformer)v).FittedOn, first.FittedOn))
                ? new Transformer(Estimator.Unknown, first.FittedOn, first.Site)
                : new Transformer(Estimator.Unknown, null, first.Site, isSeveral: true),
            Transformer first => new Transformer(Estimator.Unknown, null, first.Site, isSeveral: true),
            View first => choice.Values.All(v => SameRows((View)(object)v, first)) ? new View(first.Rows, Schema.Unknown, []) : null,
            _ => null,
        };
        return common as T;
    }

    private static bool SameRows(View? left, View? right) =>
        left is null || right is null ? left == right : left.Rows.Origin.Equals(right.Rows.Origin)
            && left.Rows.Cuts.SequenceEqual(right.Rows.Cuts);
}
