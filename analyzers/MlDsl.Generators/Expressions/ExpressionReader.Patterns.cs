using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Generators.Expressions;

internal sealed partial class ExpressionReader
{
    /// <summary>Whether a value matches a pattern; what the pattern declares has the value from here on.</summary>
    private int Matches(IPatternOperation pattern, int value, ITypeSymbol? type)
    {
        if (value < 0 || type is null) return -1;
        switch (pattern)
        {
            case IDiscardPatternOperation: return steps.Constant("bool", true);
            case IConstantPatternOperation { Value: var constant } when IsNull(constant): return Not(Present(value));
            case IConstantPatternOperation { Value: var constant }: return Equal(pattern, constant, value, type);
            case IRelationalPatternOperation relation when Comparison(relation.OperatorKind) is { } comparison:
                return Against(pattern, comparison, relation.Value, value, type);
            case INegatedPatternOperation negated: return Not(Matches(negated.Pattern, value, type));
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return Add("and", new StepType("bool", false), Matches(both.LeftPattern, value, type), Matches(both.RightPattern, value, type));
            case IBinaryPatternOperation either:
                return Add("or", new StepType("bool", false), Matches(either.LeftPattern, value, type), Matches(either.RightPattern, value, type));
            case IDeclarationPatternOperation declared:
                if (!declared.MatchesNull && !IsTypeOf(declared.MatchedType, type)) break;
                Declare(declared.DeclaredSymbol, declared.MatchesNull ? value : Given(value));
                return declared.MatchesNull ? steps.Constant("bool", true) : Present(value);
            case ITypePatternOperation tested when IsTypeOf(tested.MatchedType, type): return Present(value);
            case IRecursivePatternOperation { DeconstructSymbol: null, PropertySubpatterns.Length: 0, DeconstructionSubpatterns.Length: 0 } some when IsTypeOf(some.MatchedType, type):
                Declare(some.DeclaredSymbol, Given(value));
                return Present(value);
        }
        return Refuse(pattern, "is a pattern that is no op");
    }

    private int Equal(IPatternOperation pattern, IOperation constant, int value, ITypeSymbol type)
    {
        // A pattern calls two NaN the same, as the operator does not.
        if (constant.ConstantValue.Value is float or double && double.IsNaN(Convert.ToDouble(constant.ConstantValue.Value, System.Globalization.CultureInfo.InvariantCulture)))
            return steps.TypeOf(value).IsNullable ? Refuse(pattern, "asks for NaN of what may be missing") : Add("isNaN", new StepType("bool", false), value);
        return Against(pattern, "eq", constant, value, type);
    }

    private int Against(IPatternOperation pattern, string comparison, IOperation constant, int value, ITypeSymbol type)
    {
        int other = Read(constant);
        return other < 0 ? -1 : Compare(pattern, comparison, value, other, StepType.Underlying(type), StepType.Underlying(constant.Type ?? type));
    }

    private void Declare(ISymbol? variable, int step)
    {
        if (variable is not null && step >= 0) values = values.SetItem(variable, step);
    }

    private static bool IsTypeOf(ITypeSymbol? matched, ITypeSymbol type) =>
        matched is not null && SymbolEqualityComparer.Default.Equals(StepType.Underlying(matched), StepType.Underlying(type));

    private int Switch(ISwitchExpressionOperation choice)
    {
        int value = Read(choice.Value);
        if (value < 0) return -1;
        if (!choice.IsExhaustive) return Refuse(choice, "throws where no arm matches");
        var arms = new List<(int Condition, int Value)>();
        foreach (ISwitchExpressionArmOperation arm in choice.Arms)
        {
            int matches = Matches(arm.Pattern, value, choice.Value.Type);
            if (arm.Guard is { } guard) matches = Add("and", new StepType("bool", false), matches, Read(guard));
            arms.Add((matches, Read(arm.Value)));
        }
        if (obstacle is not null) return -1;
        // One of them matches: where none before does, the last one.
        int result = arms[arms.Count - 1].Value;
        for (int i = arms.Count - 2; i >= 0; i--) result = Select(arms[i].Condition, arms[i].Value, result);
        return result;
    }
}
