using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>The ways through a method and its expressions: where they part, meet again, repeat and end.</summary>
internal sealed partial class Interpreter
{
    private readonly Dictionary<ISymbol, IOperation> localFunctions = new(SymbolEqualityComparer.Default);

    /// <summary>What held at the jumps to labels that have not been reached yet.</summary>
    private Dictionary<ILabelSymbol, ProgramState> jumps = NoJumps();

    /// <summary>The loops of this body that have been walked twice.</summary>
    private HashSet<ILoopOperation> repeated = [];
    private List<Value?> returned = [];

    /// <summary>What held where this body was left before its end.</summary>
    private ProgramState? left;

    /// <summary>What <c>?.</c> was asked of.</summary>
    private Value? asked;

    /// <summary>Walks a body from the current state; returns what it returns.</summary>
    private Value? Walk(IOperation body)
    {
        var outer = (jumps, repeated, returned, left);
        (jumps, repeated, returned, left) = (NoJumps(), [], [], null);
        Eval(body);
        state = left is null ? state.Revived() : ProgramState.Join(left, state);
        Value? value = returned.Count == 0 ? null : returned.Aggregate(ProgramState.Join);
        (jumps, repeated, returned, left) = outer;
        return value;
    }

    private static Dictionary<ILabelSymbol, ProgramState> NoJumps() => new(SymbolEqualityComparer.Default);

    // Statements after the end of the way are left out, up to a label that something jumps to.
    private Value? Sequence(ImmutableArray<IOperation> statements)
    {
        foreach (IOperation statement in statements)
            if (statement is ILocalFunctionOperation { Body: { } body } function) localFunctions[function.Symbol] = body;
        foreach (IOperation statement in statements)
        {
            cancellation.ThrowIfCancellationRequested();
            if (statement is ILabeledOperation labeled) Arrive(labeled.Label);
            if (!state.IsEnded) Eval(statement);
        }
        return null;
    }

    private Value? Leave(IReturnOperation leave)
    {
        returned.Add(leave.ReturnedValue is { } value ? Eval(value) : null);
        left = left is null ? state.Copy() : ProgramState.Join(left, state);
        state.End();
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
        jumps[label] = jumps.TryGetValue(label, out ProgramState? earlier) ? ProgramState.Join(earlier, state) : state.Copy();
        state.End();
        return null;
    }

    private void Arrive(ILabelSymbol label)
    {
        if (!jumps.TryGetValue(label, out ProgramState? jumped)) return;
        jumps.Remove(label);
        state = ProgramState.Join(state, jumped);
    }

    /// <summary>Joins the current way with <paramref name="other"/>; a value counts where its way has not ended.</summary>
    private Value? Meet(ProgramState other, Value? value, Value? current)
    {
        bool isCurrent = !state.IsEnded, isOther = !other.IsEnded;
        state = ProgramState.Join(other, state);
        return isCurrent && isOther ? ProgramState.Join(value, current) : isCurrent ? current : value;
    }

    private Value? Conditional(IConditionalOperation conditional)
    {
        Eval(conditional.Condition);
        if (conditional.Condition.ConstantValue is { HasValue: true, Value: bool isTrue })
            return isTrue ? Eval(conditional.WhenTrue) : conditional.WhenFalse is { } only ? Eval(only) : null;
        ProgramState before = state.Copy();
        Value? whenTrue = Eval(conditional.WhenTrue);
        ProgramState after = state;
        state = before;
        return Meet(after, whenTrue, conditional.WhenFalse is { } otherwise ? Eval(otherwise) : null);
    }

    private Value? Coalesce(IOperation first, IOperation second)
    {
        Value? value = Eval(first);
        ProgramState without = state.Copy();
        Value? other = Eval(second);
        return Meet(without, value is Null ? other : value, other);
    }

    private Value? WhenThere(IConditionalAccessOperation access)
    {
        Value? outer = asked;
        asked = Eval(access.Operation);
        ProgramState without = state.Copy();
        Value? value = Eval(access.WhenNotNull);
        state = ProgramState.Join(without, state);
        asked = outer;
        return value;
    }

    private Value? Switch(ISwitchOperation choice)
    {
        Eval(choice.Value);
        ProgramState before = state.Copy();
        ProgramState? end = null;
        foreach (ISwitchCaseOperation section in choice.Cases)
        {
            state = before.Copy();
            foreach (ICaseClauseOperation clause in section.Clauses)
            {
                Eval(clause);
                if (clause.Label is { } label) Arrive(label);
            }
            Sequence(section.Body);
            end = end is null ? state : ProgramState.Join(end, state);
        }
        bool isComplete = choice.Cases.Any(static section => section.Clauses.Any(static clause => clause.CaseKind == CaseKind.Default));
        state = end is null ? before : isComplete ? end : ProgramState.Join(before, end);
        Arrive(choice.ExitLabel);
        return null;
    }

    private Value? Switch(ISwitchExpressionOperation choice)
    {
        Eval(choice.Value);
        ProgramState before = state.Copy();
        ProgramState? end = null;
        Value? value = null;
        foreach (ISwitchExpressionArmOperation arm in choice.Arms)
        {
            state = before.Copy();
            Eval(arm.Pattern);
            if (arm.Guard is { } guard) Eval(guard);
            Value? one = Eval(arm.Value);
            value = end is null ? one : Meet(end, value, one);
            end = state;
        }
        return value;
    }

    // Handlers run with what the block left: how far it came is not known.
    private Value? Try(ITryOperation attempt)
    {
        Eval(attempt.Body);
        ProgramState tried = state, end = state;
        foreach (ICatchClauseOperation handler in attempt.Catches)
        {
            state = tried.Revived();
            Eval(handler);
            end = ProgramState.Join(end, state);
        }
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
        Value? collection = loop is IForEachLoopOperation each ? Eval(each.Collection) : null;
        if (loop is IForLoopOperation counting)
            foreach (IOperation first in counting.Before) Eval(first);
        ProgramState start = state.Copy();
        ProgramState end = Round(loop, collection);
        if (repeated.Add(loop))
        {
            iteration++;
            jumps.Remove(loop.ExitLabel);
            state = ProgramState.Join(start, state);
            end = Round(loop, collection);
        }
        state = end;
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
