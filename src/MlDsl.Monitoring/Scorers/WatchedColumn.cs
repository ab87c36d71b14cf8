using MlDsl.Training;

namespace MlDsl.Monitoring.Scorers;

/// <summary>A column with what reads it: a number or a text.</summary>
/// <param name="Column">What is profiled of a value.</param>
/// <param name="Number">Reads a number; null for texts.</param>
/// <param name="Text">Reads a text; null for numbers.</param>
internal sealed record WatchedColumn<T>(ProfiledColumn Column, Func<T, float>? Number, Func<T, string?>? Text)
{
    /// <summary>Writes a row's value into a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="finder">What finds the cell of a text; null where texts are kept.</param>
    /// <param name="place">Its place among the numbers, the texts or the cells.</param>
    /// <param name="row">The row.</param>
    public void Write(ProfileBlock block, CellFinder? finder, int place, T row)
    {
        if (Number is not null) block.Numbers[place] = Number(row);
        else if (finder is not null) block.Cells[place] = (byte)finder.CellOf(Text!(row));
        else block.Texts[place] = Text!(row);
    }
}
