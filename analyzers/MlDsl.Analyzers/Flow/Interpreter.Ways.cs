using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>The ways through a method and its expressions: where they part, meet again, repeat and end.</summary>
internal sealed partial class Interpreter
{
    private readonly Dictionary<ISymbol, IOperation> localFunctions = new(SymbolEqualityComparer.Default);

    /// <summary>What held at the jumps to labels that have not been reached yet.</summary>
    private Dictionary<ILabelSymbol, List<ProgramState>> jumps = NoJumps();

    /// <summary>The loops of this body that have been walked twice.</summary>
    private HashSet<ILoopOperation> repeated = [];
    private List<Value?> returned = [];

    /// <summary>What the iterator that is walked has given so far; null where the body is none.</summary>
    private List<Value?>? yielded;

    /// <summary>Whether every value that the iterator gives is given once, whatever happens.</summary>
    private bool yieldsAll;

    /// <summary>What held where this body was left before its end.</summary>
    private List<ProgramState> left = [];

    /// <summary>What <c>?.</c> was asked of.</summary>
    private Value? asked;

    /// <summary>Walks a body from the current state; returns what it returns.</summary>
    private Value? Walk(IOperation body)
    {
        var outer = (jumps, repeated, returned, left, yielded, yieldsAll);
        (jumps, repeated, returned, left, yielded, yieldsAll) = (NoJumps(), [], [], [], null, true);
        Eval(body);
        state = left.Count == 0 ? state.Revived() : ProgramState.Join([.. left, state], work);
        Value? value = yielded is not null ? new Items(yieldsAll ? [.. yielded] : [.. yielded.Distinct()], isLiteral: yieldsAll, isExact: yieldsAll) : returned.Count == 0 ? null : returned.Aggregate(Values.Join);
        (jumps, repeated, returned, left, yielded, yieldsAll) = outer;
        return value;
    }

    private static Dictionary<ILabelSymbol, List<ProgramState>> NoJumps() => new(SymbolEqualityComparer.Default);

    // Statements after the end of the way are left out, up to a label that something jumps to.
    private Value? Sequence(ImmutableArray<IOperation> statements)
    {
        foreach (IOperation statement in statements)
            if (statement is ILocalFunctionOperation { Body: { } body } function) localFunctions[function.Symbol] = body;
        foreach (IOperation statement in statements)
        {
            if (statement is ILabeledOperation labeled) Arrive(labeled.Label);
            if (!state.IsEnded) Eval(statement);
        }
        return null;
    }

    private Value? Leave(IReturnOperation leave)
    {
        returned.Add(leave.ReturnedValue is { } value ? Eval(value) : null);
        yieldsAll &= leave.Kind != OperationKind.YieldBreak;
        if (!state.IsEnded) left.Add(state.Copy());
        state.End();
        return null;
    }

    // A loop is walked twice and may give more: how many there are is not known.
    private Value? Yield(IOperation next)
    {
        Value? value = Eval(next);
        (yielded ??= []).Add(value);
        yieldsAll &= next.Syntax.Parent?.Parent is BlockSyntax { Parent: BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax };
        if (yielded.Count > MostElements) work.Exceed();
        return null;
    }

    private Value? Throw(IThrowOperation thrown)
    {
        if (thrown.Exception is { } exception) Eval(exception);
        state.End();
        return null;
    }

    private Value? Jump(ILabelSymbol label)
    {
        if (!jumps.TryGetValue(label, out List<ProgramState>? from)) jumps[label] = from = [];
        if (!state.IsEnded) from.Add(state.Copy());
        state.End();
        return null;
    }

    private void Arrive(ILabelSymbol label)
    {
        if (!jumps.TryGetValue(label, out List<ProgramState>? from)) return;
        jumps.Remove(label);
        state = ProgramState.Join([state, .. from], work);
    }

    // An else that holds nothing but the next if is a way beside the others, not one inside them.
    private Value? Conditional(IConditionalOperation first)
    {
        var ends = new List<(ProgramState State, Value? Value)>();
        IOperation? next = first;
        while (Alone(next) is IConditionalOperation conditional)
        {
            work.Take();
            Value? condition = Eval(conditional.Condition);
            if (conditional.Condition.ConstantValue is { HasValue: true, Value: bool } constant) condition = new Flag((bool)constant.Value);
            if (condition is Flag { Holds: var holds })
            {
                next = holds ? conditional.WhenTrue : conditional.WhenFalse;
                continue;
            }
            ProgramState before = state.Copy();
            Value? whenTrue = Eval(conditional.WhenTrue);
            ends.Add((state, whenTrue));
            state = before;
            next = conditional.WhenFalse;
        }
        Value? last = next is null ? null : Eval(next);
        ends.Add((state, last));
        return Meet(ends);
    }

    private static IOperation? Alone(IOperation? operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IBlockOperation { Operations: [{ } only], Locals.IsEmpty: true }: operation = only; break;
                case IConversionOperation { IsImplicit: true, Operand: IConditionalOperation inner }: return inner;
                default: return operation;
            }
        }
    }

    /// <summary>Goes on with what all <paramref name="ends"/> have in common.</summary>
    private Value? Meet(List<(ProgramState State, Value? Value)> ends)
    {
        if (ends.Count == 1) return ends[0].Value;
        var values = ends.Where(static e => !e.State.IsEnded).Select(static e => e.Value).ToList();
        state = ProgramState.Join([.. ends.Select(static e => e.State)], work);
        return values.Count == 0 ? null : values.Aggregate(Values.Join);
    }

    private Value? Coalesce(IOperation first, IOperation second)
    {
        Value? value = Eval(first);
        ProgramState without = state.Copy();
        Value? other = Eval(second);
        return Meet([(without, value is Null ? other : value), (state, other)]);
    }

    private Value? WhenThere(IConditionalAccessOperation access)
    {
        Value? outer = asked;
        asked = Eval(access.Operation);
        ProgramState without = state.Copy();
        Value? value = Eval(access.WhenNotNull);
        state = ProgramState.Join(without, state, work);
        asked = outer;
        return value;
    }

    private Value? Switch(ISwitchOperation choice)
    {
        Value? value = Eval(choice.Value);
        ProgramState before = state.Copy();
        var ends = new List<ProgramState>();
        foreach (ISwitchCaseOperation section in choice.Cases)
        {
            state = before.Copy();
            foreach (ICaseClauseOperation clause in section.Clauses)
            {
                if (clause is IPatternCaseClauseOperation { Pattern: { } pattern }) Bind(pattern, value);
                Eval(clause);
                if (clause.Label is { } label) Arrive(label);
            }
            Sequence(section.Body);
            ends.Add(state);
        }
        bool isComplete = choice.Cases.Any(static section => section.Clauses.Any(static clause => clause.CaseKind == CaseKind.Default));
        if (!isComplete) ends.Add(before);
        state = ProgramState.Join(ends, work);
        Arrive(choice.ExitLabel);
        return null;
    }

    private Value? Switch(ISwitchExpressionOperation choice)
    {
        Value? value = Eval(choice.Value);
        ProgramState before = state.Copy();
        var ends = new List<(ProgramState, Value?)>();
        foreach (ISwitchExpressionArmOperation arm in choice.Arms)
        {
            state = before.Copy();
            Bind(arm.Pattern, value);
            if (arm.Guard is { } guard) Eval(guard);
            Value? one = Eval(arm.Value);
            ends.Add((state, one));
        }
        return ends.Count == 0 ? null : Meet(ends);
    }

    // Handlers run with what the block left: how far it came is not known.
    private Value? Try(ITryOperation attempt)
    {
        Eval(attempt.Body);
        ProgramState tried = state;
        var ends = new List<ProgramState> { state };
        foreach (ICatchClauseOperation handler in attempt.Catches)
        {
            state = tried.Revived();
            Eval(handler);
            ends.Add(state);
        }
        ProgramState end = ProgramState.Join(ends, work);
        state = end;
        if (attempt.Finally is null) return null;
        state = end.Revived();
        Eval(attempt.Finally);
        if (end.IsEnded) state.End();
        return null;
    }

    /// <summary>Walks a loop twice, the second time with what the first left; a loop inside it only the first time.</summary>
    private Value? Loop(ILoopOperation loop)
    {
        Value? collection = loop is IForEachLoopOperation each ? Enumerated(Eval(each.Collection), each.Collection.Syntax) : null;
        if (loop is IForEachLoopOperation over && collection is Items list && MayUnroll(over, list)) return Unroll(over, list);
        if (loop is IForLoopOperation counting)
            foreach (IOperation first in counting.Before) Eval(first);
        ProgramState start = state.Copy();
        ProgramState end = Round(loop, collection);
        if (repeated.Add(loop))
        {
            iteration++;
            jumps.Remove(loop.ExitLabel);
            state = ProgramState.Join(start, state, work);
            end = Round(loop, collection);
        }
        state = end;
        Arrive(loop.ExitLabel);
        return null;
    }

    // Names and other plain values are taken one by one where there is work left for it; what is fitted or scored is taken together.
    private bool MayUnroll(IForEachLoopOperation loop, Items list)
    {
        if (!list.IsExact || list.Elements.Length > MostElements || !list.Elements.All(IsPlain)) return false;
        int size = loop.Body.DescendantsAndSelf().Take(Work.LargestCallee + 1).Count();
        work.Take(size);
        return size * list.Elements.Length <= Work.LargestCallee && work.MayFollow(size * list.Elements.Length);
    }

    private Value? Unroll(IForEachLoopOperation loop, Items list)
    {
        foreach (Value? element in list.Elements)
        {
            if (state.IsEnded) break;
            Assign(loop.LoopControlVariable, element);
            Eval(loop.Body);
            Arrive(loop.ContinueLabel);
        }
        Arrive(loop.ExitLabel);
        return null;
    }

    /// <summary>One round; returns what holds where the loop ends by its condition.</summary>
    private ProgramState Round(ILoopOperation loop, Value? collection)
    {
        IOperation? condition = loop switch
        {
            IWhileLoopOperation whileLoop => whileLoop.Condition,
            IForLoopOperation forLoop => forLoop.Condition,
            _ => null,
        };
        bool asksFirst = loop is not IWhileLoopOperation { ConditionIsTop: false };
        ProgramState? end = asksFirst ? AtCondition(loop, condition) : null;
        if (loop is IForEachLoopOperation each) Assign(each.LoopControlVariable, Next(each, collection));
        Eval(loop.Body);
        Arrive(loop.ContinueLabel);
        if (loop is IForLoopOperation counting)
            foreach (IOperation last in counting.AtLoopBottom) Eval(last);
        return end ?? AtCondition(loop, condition);
    }

    private ProgramState AtCondition(ILoopOperation loop, IOperation? condition)
    {
        if (condition is not null) Eval(condition);
        ProgramState end = state.Copy();
        bool isEndless = loop is not IForEachLoopOperation && condition is null or { ConstantValue: { HasValue: true, Value: true } };
        if (isEndless) end.End();
        return end;
    }

    private Value? Next(IForEachLoopOperation each, Value? collection)
    {
        Value? element = collection is Items or Folds or FoldResults or Choice ? ElementOf(collection) : collection;
        return element ?? Opaque((each.LoopControlVariable as IVariableDeclaratorOperation)?.Symbol.Type, (each.Syntax, iteration, stack.Length));
    }
}
