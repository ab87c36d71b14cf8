"""ResNet-50 with made-up weights: as ONNX, with inputs and PyTorch's own scores and times, from host memory to host memory.

usage: resnet50.py FOLDER      writes FOLDER/{float,half}.{onnx,rows,scores}, prints PyTorch's milliseconds (eager, TF32)
"""
import statistics
import sys
import time

import torch
import torchvision

LARGEST = 128
folder = sys.argv[1]
torch.manual_seed(1)
torch.backends.cuda.matmul.allow_tf32 = True
torch.backends.cudnn.allow_tf32 = True
model = torchvision.models.resnet50(weights=None).cuda()
for part in model.modules():
    if isinstance(part, torch.nn.BatchNorm2d):
        part.momentum = None  # the mean of what is seen: activations stay of one size through the layers
rows = torch.randn(LARGEST, 3, 224, 224)
with torch.no_grad():
    model.train()
    model(rows[:64].cuda())
model.eval()


def export(net, example, path):
    kwargs = dict(input_names=["image"], output_names=["scores"], opset_version=17, dynamic_axes={"image": {0: "n"}, "scores": {0: "n"}})
    try:
        torch.onnx.export(net, (example,), path, dynamo=False, **kwargs)
    except Exception as e:  # the older exporter may be gone
        print("exported by dynamo:", type(e).__name__, str(e)[:200])
        torch.onnx.export(net, (example,), path, dynamo=True, external_data=False, input_names=["image"], output_names=["scores"], opset_version=18,
                          dynamic_shapes=({0: torch.export.Dim("n", min=1, max=1024)},))


for name, kind in (("float", torch.float32), ("half", torch.float16)):
    net = model.to(kind)
    data = rows.to(kind)
    export(net, data[:2].cuda(), f"{folder}/{name}.onnx")
    with torch.no_grad():
        scores = net(data.cuda()).cpu()
        data.numpy().tofile(f"{folder}/{name}.rows")
        scores.numpy().tofile(f"{folder}/{name}.scores")
        print(f"PyTorch {torch.__version__} {name} largest={scores.abs().max().item():.3g}")
        for batch in (1, 8, 32, LARGEST):
            some = data[:batch].clone()
            warm = time.perf_counter()
            times = []
            while time.perf_counter() - warm < 0.5:
                net(some.cuda()).cpu()
            for _ in range(40):
                start = time.perf_counter()
                net(some.cuda()).cpu()
                times.append((time.perf_counter() - start) * 1e3)
            print(f"  batch={batch} ms={statistics.median(times):.3f} min={min(times):.3f}", flush=True)
