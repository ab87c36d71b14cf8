using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>What repeats: rounds that are walked twice, and lists that are short enough to be taken element by element.</summary>
internal sealed partial class Interpreter
{
    /// <summary>Walks a loop twice, the second time with what the first left; a loop inside it only the first time.</summary>
    private Value? Loop(ILoopOperation loop)
    {
        Value? collection = loop is IForEachLoopOperation each ? Enumerated(Eval(each.Collection), each.Collection.Syntax) : null;
        if (loop is IForEachLoopOperation over && collection is Items list && MayUnroll(over, list)) return Unroll(over, list);
        if (loop is IForLoopOperation counting)
            foreach (IOperation first in counting.Before) Eval(first);
        ProgramState start = state.Copy();
        ProgramState end = Round(loop, collection);
        if (walked.Repeats(loop))
        {
            iteration++;
            walked.Forget(loop.ExitLabel);
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
