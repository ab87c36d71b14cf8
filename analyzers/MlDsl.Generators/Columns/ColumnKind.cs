using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Columns;

/// <summary>
/// How a column or a feature method becomes features: what a generated row type declares, learns and writes for it.
/// Each kind is one file; <see cref="All"/> is the list.
/// </summary>
internal abstract record ColumnKind
{
    /// <summary>The kind and its options in canonical text: part of the schema's hash.</summary>
    public abstract string Canonical { get; }

    /// <summary>The half-sentence that the generated comment says after the member's name.</summary>
    public abstract string Comment { get; }

    /// <summary>The type of what was learned, as the generated code names it.</summary>
    public abstract string Encoding { get; }

    /// <summary>The type that learns it; null when nothing is learned.</summary>
    public abstract string? Learner { get; }

    /// <summary>The options as an expression; the same object goes to the learner and to the reader of a model file.</summary>
    public abstract string Options { get; }

    /// <summary>Whether the encoding uses the target and so differs between folds in training.</summary>
    public virtual bool UsesTarget => false;

    /// <summary>The value as what learner and encoding take.</summary>
    public abstract string Value(ColumnType type, string value);

    /// <summary>The statement that teaches the learner, where <c>target</c> and <c>fold</c> are in scope.</summary>
    public virtual string AddLine(EncodedMember member) => $"{member.Own}.Add({member.Value});";

    /// <summary>What was learned, where <c>position</c> and <c>folds</c> are in scope.</summary>
    public virtual string Finish(EncodedMember member) => $"{member.Own}.Finish(ref position)";

    /// <summary>What a model file holds, where <c>json</c> and <c>position</c> are in scope.</summary>
    public virtual string Read(EncodedMember member)
    {
        string name = Literals.Text(member.Member);
        return $"{Encoding}.Read({Names.Columns}.LearnedJson.Column(json, {name}), {name}, Encodings.{member.Property}, ref position)";
    }

    /// <summary>The statement that writes the features, where <c>learned</c> and <c>sink</c> are in scope.</summary>
    public virtual string WriteLine(EncodedMember member) => $"learned.{member.Property}.Write({member.Value}, ref sink);";
}

/// <summary>Where a kind's attribute is read: what it stands on and whom to tell.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Member">The property or method it stands on.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Report">Takes problems; null when nobody asked.</param>
/// <param name="Cancellation">Stops the reading.</param>
internal sealed record KindContext(
    AttributeData Attribute, ISymbol Member, ColumnType Type, Action<Diagnostic>? Report, CancellationToken Cancellation)
{
    private Location Place => Attribute.Place(Member, Cancellation);

    /// <summary>Says that the kind does not take the member's type; returns null for the caller to return.</summary>
    public ColumnKind? RefuseType(string kind, string accepted)
    {
        Report?.Invoke(Diagnostic.Create(ColumnRules.KindRefusesType, Place, Member.Name, Type.DisplayName, kind, accepted));
        return null;
    }

    /// <summary>Says what is wrong with the options; returns null for the caller to return.</summary>
    public ColumnKind? RefuseOption(string problem)
    {
        Report?.Invoke(Diagnostic.Create(ColumnRules.OptionRefused, Place, Member.Name, problem));
        return null;
    }
}
