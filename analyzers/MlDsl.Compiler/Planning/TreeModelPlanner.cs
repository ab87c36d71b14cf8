using MlDsl.Build.Onnx;
using MlDsl.Compiler.Catalog;
using MlDsl.Compiler.Rows;
using MlDsl.Compiler.Steps;
using MlDsl.Kernels;
using MlDsl.Kernels.Operators;

namespace MlDsl.Compiler.Planning;

/// <summary>
/// Plans a model of a tree library: XGBoost's JSON and UBJSON, LightGBM's text. It is a graph of one operator; where the file has tables of
/// categories, they are looked up before.
/// </summary>
internal static class TreeModelPlanner
{
    /// <summary>The choice that a class makes against the best iterations.</summary>
    private const string All = "All";

    /// <exception cref="TreeEnsembleException">The trees are malformed.</exception>
    public static Plan Plan(TreeModelFile file)
    {
        TreeModelColumns columns = file.Columns;
        var probe = new ShapeProbe();
        List<PlanValue> inputs = [], parts = [];
        List<PlanStep> steps = [];
        if (columns.Plain.Count > 0)
        {
            inputs.Add(Given(TreeModelColumns.Features, columns.Element, columns.Plain.Count, 0, probe));
            parts.Add(inputs[0]);
        }
        foreach (CategoryTable table in columns.Tables)
        {
            string name = columns.Name(table.Feature);
            PlanValue values = Given(name, table.Element, 1, inputs.Count, probe), codes = new($"code of {name}", columns.Element, null);
            inputs.Add(values);
            parts.Add(codes);
            Type lookup = typeof(CategoryCodes<,>).MakeGenericType(table.Element, columns.Element);
            steps.Add(Step(name, lookup, [new("values", table.Values), new("column", name), new("refusesUnseen", table.RefusesUnseen ? 1L : 0L)], [values], [codes], probe));
        }
        PlanValue features = parts[0];
        if (steps.Count > 0)
        {
            features = new PlanValue("features and codes", columns.Element, null);
            steps.Add(Step("features and codes", typeof(Concat<>).MakeGenericType(columns.Element), [new("axis", 1L)], parts, [features], probe));
        }
        PlanValue prediction = new(TreeModelColumns.Prediction, columns.Element, null), raw = new(TreeModelColumns.Raw, columns.Element, null);
        Type type = typeof(TreePrediction<>).MakeGenericType(columns.Element);
        PlanStep predict = Step(file.Model.Objective, type, Trees(file.Model, columns), [features], [prediction, raw], probe);
        steps.Add(file.Whole is { } whole ? predict with { Instead = (All, Bind(type, Trees(whole, columns))) } : predict);
        var plan = new Plan { Inputs = inputs, Outputs = [prediction, raw], Steps = steps, Obstacles = [] };
        return plan with { Program = RowPlanner.Plan(plan.Inputs, plan.Steps, plan.Outputs, out string reason), NotByRows = reason };
    }

    private static PlanValue Given(string name, Type element, int width, int number, ShapeProbe probe)
    {
        var value = new PlanValue(name, element, null);
        probe.Give(value, [new Dimension(null, "batch"), new Dimension(width, "")], number);
        return value;
    }

    private static List<OperatorArgument> Trees(TreeModel model, TreeModelColumns columns) =>
    [
        new("scorer", new PackedTreeBytes(columns.Arrange(model.Ensemble))),
        new("transform", model.Transform.ToString()),
        new("slope", model.Slope),
        new("divisor", (long)model.Divisor),
        new("picksClass", model.PicksClass ? 1L : 0L),
    ];

    private static PlanStep Step(string node, Type type, List<OperatorArgument> arguments, IReadOnlyList<PlanValue> inputs, IReadOnlyList<PlanValue> outputs, ShapeProbe probe)
    {
        var step = new PlanStep(node, Bind(type, arguments), inputs, outputs);
        probe.Follow(step);
        return step;
    }

    private static BoundOperator Bind(Type type, List<OperatorArgument> arguments) => new(type, arguments, AttributeBinder.Create(type, arguments), RunParameter.Of(type));
}
