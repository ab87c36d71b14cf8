using System.Globalization;
using System.Text;
using System.Text.Json;
using MlDsl.Json;
using MlDsl.Training;

namespace MlDsl.Tool.Inspecting;

/// <summary>What is told of a file, section by section: for people with names in a column, for programs as objects of one object.</summary>
internal sealed class Sheet
{
    private readonly List<Section> sections = [];

    /// <summary>Begins a section.</summary>
    /// <param name="name">Its name, for programs with underlines for blanks.</param>
    public Section Add(string name)
    {
        var section = new Section(name);
        sections.Add(section);
        return section;
    }

    /// <summary>The sections that tell something, names and values under each other. What a terminal would obey is shown by its code point.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (Section section in sections.Where(static section => section.Facts.Count > 0))
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(section.Name).Append('\n');
            int width = section.Facts.Max(static fact => Visible.Of(fact.Key).Length);
            foreach (var (name, value) in section.Facts) text.Append(CultureInfo.InvariantCulture, $"  {Visible.Of(name).PadRight(width)}  {Said(value)}\n");
        }
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>One object on one line, each section a member.</summary>
    public string ToJson() => Encoding.UTF8.GetString(JsonLine.Readable(Write));

    /// <summary>Writes the sections as members.</summary>
    public void Write(Utf8JsonWriter json)
    {
        foreach (Section section in sections)
        {
            json.WriteStartObject(section.Name.Replace(' ', '_'));
            foreach (var (name, value) in section.Facts) Write(json, name, value);
            json.WriteEndObject();
        }
    }

    private static string Said(object value) => value switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "yes" : "no",
        string text => Visible.Of(text, longest: 400),
        string[] texts => string.Join(", ", texts.Select(static text => Visible.Of(text))),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case long number: json.WriteNumber(name, number); break;
            case double number: Figures.Write(json, name, number); break;
            case Metric metric: Figures.Write(json, name, metric); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            case string[] texts:
                json.WriteTexts(name, texts);
                break;
            default: json.WriteString(name, $"{value}"); break;
        }
    }
}

/// <summary>A part of a sheet.</summary>
/// <param name="Name">Its name.</param>
internal sealed record Section(string Name)
{
    private readonly List<KeyValuePair<string, object>> facts = [];

    /// <summary>What it tells.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Facts => facts;

    /// <summary>Tells something; nothing where the value is null.</summary>
    /// <param name="name">What.</param>
    /// <param name="value">A text, several, a whole number, a number, a metric or a flag.</param>
    public void Add(string name, object? value)
    {
        if (value is not null) facts.Add(new(name, value is int number ? (long)number : value));
    }
}
