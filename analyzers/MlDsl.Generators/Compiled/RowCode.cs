using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Compiled;

/// <summary>How a program reads what the caller gives.</summary>
internal interface IRowInputs
{
    /// <summary>One element of an input.</summary>
    string Cell(int input, int place);

    /// <summary>Neighbours of an input as a span; null where they do not lie together.</summary>
    string? Run(int input, int place, int count);

    /// <summary>What the graph calls the input.</summary>
    string Name(int input);
}

/// <summary>Prints the steps of a row: a column a line, its name beside it.</summary>
internal sealed class RowCode(SourceWriter writer, RowProgram program, RowParts parts, IRowInputs inputs)
{
    private const string Arithmetic = "global::MlDsl.Kernels.RowArithmetic";

    public void Write(RowStep step)
    {
        string comment = step.Name.Length > 0 ? " // " + Literals.Comment(step.Name) : "", name = step.Reference;
        switch (step.Kind)
        {
            case "look":
                string key = Cell(step.Items[0]);
                writer.Line($"int {name} = {parts[name]}{(step.Element == ElementTypes.Text ? $".Find({key})" : $"[{key}]")};{comment}");
                break;
            case "calculate":
                writer.Line($"{step.Element} {name} = {RowExpressions.Of(step, step.Items.Select(item => Cell(item)).ToList())};{comment}");
                break;
            case "highest":
                WriteSpan(name + "Of", step.Element, step.Items);
                writer.Line($"int {name} = {Arithmetic}.Highest<{step.Element}>({name}Of);{comment}");
                break;
            case "known":
                WriteSpan(name + "Of", step.Element, step.Items);
                writer.Line($"int {name} = {Arithmetic}.HighestKnown<{step.Element}>({name}Of);{comment}");
                break;
            case "sum":
                WriteSum(step, comment);
                break;
            case "trees":
                WriteSpan(name + "Row", step.Element, step.Items);
                WriteTrees(step, name + "Row", comment);
                break;
            case "dense":
                WriteSpan(name + "Row", step.Element, step.Items);
                writer.Line($"global::System.Span<float> {name} = stackalloc float[{Literals.Whole(step.Whole("outputs"))}];");
                writer.Line($"{Arithmetic}.Dense({name}Row, {parts.Of(step)}, {name});{comment}");
                break;
            case "transform":
                if (Own(step.Items) is { } own) writer.Line($"global::System.Span<{step.Element}> {name} = {own};");
                else WriteSpan(name, step.Element, step.Items, isWritten: true);
                writer.Line($"{RowExpressions.Transform(step)};{comment}");
                break;
        }
    }

    /// <summary>Writes items into a span of as many zeros, or takes them where they lie.</summary>
    public void WriteSpan(string name, string element, IReadOnlyList<RowItem> items, bool isWritten = false)
    {
        int width = items.Sum(static item => item.Width);
        if (!isWritten && items is [{ Kind: "run" } only] && Run(only) is { } where)
        {
            writer.Line($"global::System.ReadOnlySpan<{element}> {name} = {where};");
            return;
        }
        writer.Line($"global::System.Span<{element}> {name} = stackalloc {element}[{Literals.Whole(width)}];");
        WriteInto(name, items);
    }

    /// <summary>Writes items into a span, which is zero.</summary>
    public void WriteInto(string name, IReadOnlyList<RowItem> items)
    {
        int at = 0;
        foreach (RowItem item in items)
        {
            string place = Literals.Whole(at), width = Literals.Whole(item.Width);
            if (item.Kind == "hot") writer.Line($"if ({parts[RowParts.Key(item)]}[{Position(item.Operand)}] is >= 0 and var {name}At{place}) {name}[{at} + {name}At{place}] = 1; // {Literals.Comment(program.Step(item.Operand).Name)}");
            else if (item.Kind == "run" && Run(item) is { } where) writer.Line($"{where}.CopyTo({name}.Slice({place}, {width}));");
            else
            {
                for (int i = 0; i < item.Width; i++)
                    writer.Line($"{name}[{Literals.Whole(at + i)}] = {Cell(item, i)};{Comment(item)}");
            }
            at += item.Width;
        }
    }

    /// <summary>An element of an item as an expression.</summary>
    public string Cell(RowItem item, int place)
    {
        if (item.Kind == "hot") return $"({parts[RowParts.Key(item)]}[{Position(item.Operand)}] == {Literals.Whole(place)} ? 1f : 0f)";
        if (item is { Kind: "run", IsInput: false } && Run(item) is { } where) return $"{where}[{Literals.Whole(place)}]";
        if (!item.IsInput) return Cell(item);
        var (input, first) = Input(item.Operand);
        return inputs.Cell(input, first + place);
    }

    /// <summary>Calls the trees on the features of a row.</summary>
    public void WriteTrees(RowStep step, string row, string comment)
    {
        string name = step.Reference, outputs = Literals.Whole(step.Whole("outputs"));
        if (step.IsOne)
        {
            writer.Line($"{step.Element} {name} = {parts[name]}.Predict({row});{comment}");
            return;
        }
        writer.Line($"global::System.Span<{step.Element}> {name} = stackalloc {step.Element}[{outputs}];");
        writer.Line(step.Whole("isClassifier") != 0 ? $"int {name}Class = {parts[name]}.Classify({row}, {name});{comment}" : $"{parts[name]}.Predict({row}, {name});{comment}");
    }

    private void WriteSum(RowStep step, string comment)
    {
        string name = step.Reference;
        writer.Line($"float {name} = 0f;{comment}");
        foreach (RowItem item in step.Items)
        {
            if (item.Kind != "run") writer.Line($"{name} += {Cell(item)}{(item.Weight is { } weight ? " * " + RowExpressions.Constant(weight) : "")};{Comment(item)}");
            else if (Run(item) is { } where) writer.Line($"{name} = {Arithmetic}.Sum({name}, {where}, {parts[RowParts.Key(item)]});{Comment(item)}");
            else for (int i = 0; i < item.Width; i++) writer.Line($"{name} += {Cell(item, i)} * {parts[RowParts.Key(item)]}[{Literals.Whole(i)}];{Comment(item)}");
        }
    }

    private string Comment(RowItem item) => item.Operand[0] switch
    {
        'i' => " // " + Literals.Comment(inputs.Name(Input(item.Operand).Input)),
        'k' => " // " + Literals.Comment(program.Step(item.Operand.Split('.')[1]).Name),
        _ => "",
    };

    private string Cell(RowItem item)
    {
        if (item.IsInput) return Cell(item, 0);
        string[] words = item.Operand.Split('.');
        switch (item.Operand[0])
        {
            case 'k': return $"{parts[words[0]]}[{Position(words[1])}]";
            case 'r': return program.Step(words[0]).IsMany ? $"{words[0]}[{words[1]}]" : words[0];
            default: return RowExpressions.Constant(item.Operand);
        }
    }

    private string Position(string reference) => program.Step(reference) is { Kind: "class" } chosen ? chosen.Items[0].Operand.Split('.')[0] + "Class" : reference;

    // All results of a step that nothing else reads: they may be written over.
    private string? Own(IReadOnlyList<RowItem> items) =>
        items is [{ Kind: "run", IsInput: false } all] && Run(all) is { } where && program.Readers(where) == 1 && program.Step(where).Kind is "dense" or "transform" ? where : null;

    private string? Run(RowItem item)
    {
        if (!item.IsInput)
        {
            string[] words = item.Operand.Split('.');
            return words[1] == "0" && item.Width == program.Step(words[0]).Results ? words[0] : $"{words[0]}.Slice({words[1]}, {Literals.Whole(item.Width)})";
        }
        var (input, place) = Input(item.Operand);
        return inputs.Run(input, place, item.Width);
    }

    private static (int Input, int Place) Input(string operand)
    {
        string[] words = operand.Substring(1).Split('.');
        return (int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture), int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture));
    }
}
