using System.Globalization;
using System.Text;

namespace MlDsl.Labels;

/// <summary>
/// The items with their labels as separated values that <c>Dataset&lt;T&gt;.FromCsv</c> reads: all columns of the items' file, then the label, how it came about, its confidence and the number of labels. Of several classes
/// there is a column for each, true or false. Items without a label are left out and counted, unless they are asked for.
/// </summary>
/// <param name="Text">The text of the file.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="LeftOut">The number of items that have no label and are not among the rows.</param>
public sealed record LabelExport(string Text, int Rows, int LeftOut)
{
    /// <summary>Writes items with their labels.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="consensus">The labels of its items.</param>
    /// <param name="column">What the column of the label is called.</param>
    /// <param name="withUnlabelled">Whether items without a label are rows, with nothing in the column.</param>
    /// <exception cref="LabelException">The items have a column of this name.</exception>
    public static LabelExport Of(LabelFolder folder, Consensus consensus, string column = "label", bool withUnlabelled = false)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(consensus);
        ArgumentException.ThrowIfNullOrEmpty(column);
        string[] labels = folder.Project.Task == LabelTask.Multiple ? [.. folder.Project.ClassNames.Select(name => $"{column}.{name}")] : [column];
        string[] own = [.. labels, $"{column}_state", $"{column}_confidence", $"{column}_count"];
        bool hasId = folder.Project.IdColumn is not null;
        string[] header = hasId ? [.. folder.Items.Columns, .. own] : ["item", .. folder.Items.Columns, .. own];
        if (header.GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1) is { } twice)
            throw new LabelException($"The items have a column '{Visible.Of(twice.Key)}' already; name the label's otherwise");
        var text = new StringBuilder();
        Write(text, header);
        int rows = 0;
        foreach (ConsensusLabel label in consensus.Labels)
        {
            if (label.Value is null && !withUnlabelled) continue;
            rows++;
            LabelItem item = folder.Items.Find(label.Item)!;
            IEnumerable<string> said = folder.Project.Task != LabelTask.Multiple ? [label.Value ?? ""]
                : label.Value is null ? labels.Select(static _ => "")
                : folder.Project.ClassNames.Select(name => label.Value.Split('|').Contains(name, StringComparer.Ordinal) ? "true" : "false");
            string confidence = double.IsNaN(label.Confidence) ? "" : label.Confidence.ToString("0.####", CultureInfo.InvariantCulture);
            IEnumerable<string> fields = [.. item.Fields, .. said, label.State.ToString(), confidence, label.Labels.ToString(CultureInfo.InvariantCulture)];
            Write(text, hasId ? fields : fields.Prepend(item.Id));
        }
        return new LabelExport(text.ToString(), rows, consensus.Labels.Count - rows);
    }

    private static void Write(StringBuilder text, IEnumerable<string> fields)
    {
        text.AppendJoin(',', fields.Select(static field => field.AsSpan().IndexOfAny("\",\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        text.Append('\n');
    }
}
