using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>What variables, fields and members are set to.</summary>
internal sealed partial class Interpreter
{
    private Value? Assign(IOperation target, Value? value)
    {
        switch (target)
        {
            case ILocalReferenceOperation local: Hold(local.Local, value); break;
            case IParameterReferenceOperation parameter: Hold(parameter.Parameter, value); break;
            case IVariableDeclaratorOperation declarator: Hold(declarator.Symbol, value); break;
            case IArrayElementReferenceOperation element: SetElement(element, value); break;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }: receiver = value; break;
            case IDeclarationExpressionOperation declaration: return Assign(declaration.Expression, value);
            case ITupleOperation tuple:
                for (int i = 0; i < tuple.Elements.Length; i++)
                    Assign(tuple.Elements[i], (value as Members)?["Item" + (i + 1)]);
                break;
            case IMemberReferenceOperation member: AssignMember(member, value); break;
        }
        return value;
    }

    private void AssignMember(IMemberReferenceOperation target, Value? value)
    {
        if (IsOwn(target.Instance))
        {
            Write(target.Member.OriginalDefinition, value);
            return;
        }
        Escape(value, isChanged: false);
        if (target is IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property: { SetMethod.IsInitOnly: true } set }) Make(set.OriginalDefinition, value);
        switch (Eval(target.Instance!))
        {
            case Members members: Change(target.Instance, members, members.With(target.Member.Name, value)); break;
            case Items items when target is IPropertyReferenceOperation { Property.IsIndexer: true } entry:
                Change(target.Instance, items, entry.Instance?.Type?.Name == "Dictionary" ? items.With(Entry(value, target.Syntax)) : items.With(items.Elements.Add(value), isExact: false));
                break;
        }
    }

    private void Write(ISymbol member, Value? value)
    {
        Hold(member, value);
        // Two assignments leave either value; an unknown one leaves none.
        fieldWrites[member] = fieldWrites.TryGetValue(member, out Value? earlier) && iteration == 0 ? Values.Join(earlier, value) : value;
    }

    /// <summary>A field or property starts with a value.</summary>
    private Value? Start(IEnumerable<ISymbol> members, IOperation given)
    {
        Value? value = Eval(given);
        foreach (ISymbol member in members) Write(member, value);
        return value;
    }
}
