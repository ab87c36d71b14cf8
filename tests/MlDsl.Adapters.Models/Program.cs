using MlDsl;
using MlDsl.Adapters.Models;

if (args is not [var folder])
{
    Console.Error.WriteLine("Usage: MlDsl.Adapters.Models FOLDER, where the models go");
    return 2;
}
Directory.CreateDirectory(folder);
File.WriteAllBytes(Path.Combine(folder, "ticket.onnx"), TicketFile.Bytes());
File.WriteAllBytes(Path.Combine(folder, "margin.onnx"), MarginFile.Bytes());
File.WriteAllText(Path.Combine(folder, "stamp.txt"), TreeFiles.Stamp);
File.WriteAllText(Path.Combine(folder, "fruit.txt"), TreeFiles.Fruit);
File.WriteAllText(Path.Combine(folder, "slope.txt"), TreeFiles.Slope);
File.WriteAllText(Path.Combine(folder, "stopped.json"), TreeFiles.Stopped);
File.WriteAllBytes(Path.Combine(folder, "parcel.onnx"), Parcels.Export(ExportNulls.Sentinel));
File.WriteAllBytes(Path.Combine(folder, "parcel-present.onnx"), Parcels.Export(ExportNulls.Present));
File.WriteAllBytes(Path.Combine(folder, "leg.onnx"), Legs.Export());
File.WriteAllBytes(Path.Combine(folder, "leg-split.onnx"), Legs.Export(isSplit: true));
Legs.Model.Save(Path.Combine(folder, "leg.mldsl"));
Legs.Model.WriteGolden(Path.Combine(folder, "leg.jsonl"), Legs.Make(20, 6).Select(static l => l.ToInput()));
return 0;
